using Polytask.Configuration;

namespace Polytask.Tests.Configuration;

/// <summary>What a user reads when a run file is wrong: place, key, what was expected, what was found, what to do.</summary>
public sealed class RunFileErrorTests
{
    private const string Good = """
        data:
          shop: {kind: toy_source, path: shop.csv}
        inputs:
          text: toy_input
        tasks:
          mood: toy_task

        """;

    [Theory]
    [InlineData("trianing: {}", "7:1  trianing is not an option of a run file. Did you mean 'training'?")]
    [InlineData("training: {epohcs: 3}", "7:12  training.epohcs is not an option of 'joint'. Did you mean 'epochs'?")]
    [InlineData("training:\n  Epochs: 3", "8:3  training.Epochs is not an option of 'joint'. Did you mean 'epochs'?")]
    public void UnknownKeys(string added, string problem) => Fails(Good + added, problem);

    [Theory]
    [InlineData("training: {epochs: abc}", "7:20  training.epochs: expected a whole number from 1 to 100000, found \"abc\".")]
    [InlineData("training: {epochs: 0}", "7:20  training.epochs: expected a whole number from 1 to 100000, found 0.")]
    [InlineData("training: {epochs: 99999999999999999999}", "7:20  training.epochs: expected a whole number from 1 to 100000, found 99999999999999999999.")]
    [InlineData("training: {epochs: 1.5}", "7:20  training.epochs: expected a whole number from 1 to 100000, found 1.5.")]
    [InlineData("training: {epochs: [1]}", "7:20  training.epochs: expected a whole number from 1 to 100000, found a list.")]
    [InlineData("training: {epochs: {}}", "7:20  training.epochs: expected a whole number from 1 to 100000, found keys and values.")]
    [InlineData("training: {epochs: }", "7:12  training.epochs: expected a whole number from 1 to 100000, found nothing.")]
    [InlineData("training: {epochs: \"3\"}", "7:20  training.epochs: expected a whole number from 1 to 100000, found the text \"3\".")]
    [InlineData("training: {clipNorm: .nan}", "7:22  training.clipNorm: expected a number from 0 to 1000000000, found \".nan\".")]
    [InlineData("training: {clipNorm: NaN}", "7:22  training.clipNorm: expected a number from 0 to 1000000000, found NaN.")]
    [InlineData("training: {clipNorm: 1e999}", "7:22  training.clipNorm: expected a number from 0 to 1000000000, found 1e999.")]
    [InlineData("training: {clipNorm: \"1,5\"}", "7:22  training.clipNorm: expected a number from 0 to 1000000000, found the text \"1,5\".")]
    [InlineData("seed: -1", "7:7  seed: expected a whole number of at least 0, found -1.")]
    [InlineData("name: a/b", "7:1  name: expected a name of letters, digits, '_', '-' and spaces, found \"a/b\". Choose another name.")]
    [InlineData("name: [a]", "7:7  name: expected text, found a list.")]
    public void WrongValues(string added, string problem) => Fails(Good + added, problem);

    [Theory]
    [InlineData("path: a, header: yes", "2:45  data.shop.header: expected true or false, found \"yes\".")]
    [InlineData("path: a, shade: very_drak", "2:44  data.shop.shade: expected one of light, very_dark, found \"very_drak\". Did you mean 'very_dark'?")]
    [InlineData("path: a, shade: 1", "2:44  data.shop.shade: expected one of light, very_dark, found \"1\".")]
    [InlineData("path: a, label: {szie: 3}", "2:45  data.shop.label.szie is not an option of 'label'. Did you mean 'size'?")]
    [InlineData("path: a, label: {zebra: 3}", "2:45  data.shop.label.zebra is not an option of 'label'. Choose one of size, text.")]
    [InlineData("path: a, label: 3", "2:44  data.shop.label: expected keys and values, found 3.")]
    [InlineData("path: a, weights: {a: 11}", "2:50  data.shop.weights.a: expected a number from 0 to 9, found 11.")]
    [InlineData("path: a, steps: [1, x]", "2:48  data.shop.steps[1]: expected a number, found \"x\".")]
    [InlineData("path: a, toys: {kind: crate}", "2:43  data.shop.toys: expected a list, found keys and values.")]
    [InlineData("path: a, toys: [ball, {kind: crate, widht: 3}]", "2:64  data.shop.toys[1].widht is not an option of 'crate'. Did you mean 'width'?")]
    [InlineData("path: a, toy: {radius: 1}", "2:43  data.shop.toy.radius is not an option of 'crate'. It is an option of 'ball': choose that kind, or remove it.")]
    [InlineData("path: a, toy: {kind: ball, radius: 0}", "2:63  data.shop.toy.radius: expected a number above 0, found 0.")]
    [InlineData("path: a, toy: {height: 9}", "2:43  data.shop.toy.height: expected at most the width, 5, found 9. Turn the crate over.")]
    [InlineData("path: \"\"", "2:34  data.shop.path: expected a path, found the text \"\".")]
    [InlineData("path: \"a\\0\"", "2:34  data.shop.path: expected a path, found the text \"a\\u0000\".")]
    [InlineData("header: true", "2:9  data.shop.path is missing, and 'toy_source' needs it. Add it.")]
    public void OptionsOfEveryForm(string options, string problem) =>
        Fails(Good.Replace("path: shop.csv", options, StringComparison.Ordinal), problem);

    [Theory]
    [InlineData("training: jiont", "7:11  training: 'jiont' is not a training regime. Did you mean 'joint'?")]
    [InlineData("training: {kind: jiont}", "7:18  training.kind: 'jiont' is not a training regime. Did you mean 'joint'?")]
    [InlineData("training: {kind: }", "7:18  training.kind: expected the name of a training regime, found nothing.")]
    [InlineData("training: {kind: {}}", "7:18  training.kind: expected the name of a training regime, found keys and values.")]
    [InlineData("training: [joint]", "7:11  training: expected a training regime, found a list.")]
    [InlineData("optimiser:", "7:1  optimiser: expected an optimiser, found nothing.")]
    public void WrongKinds(string added, string problem) => Fails(Good + added, problem);

    [Theory]
    [InlineData("source: shpo", "6:34  tasks.mood.source: there is no 'shpo' in data. Did you mean 'shop'?")]
    [InlineData("after: [mood, glee]", "6:40  tasks.mood.after[1]: there is no 'glee' in tasks. Choose one of mood.")]
    [InlineData("reads: {txet: 1}", "6:34  tasks.mood.reads: there is no 'txet' in inputs. Did you mean 'text'?")]
    public void NamesOfOtherSections(string options, string problem) =>
        Fails(Good.Replace("mood: toy_task", $"mood: {{kind: toy_task, {options}}}", StringComparison.Ordinal), problem);

    [Fact]
    public void RowsBetweenWhichThereIsNothing() => Fails(
        Good + "training: {mixup: 0.2}", "7:12  training.mixup: mixes rows, and there is nothing between two of inputs.text: expected inputs of images and numbers. Set it to 0, or leave that input out.");

    [Fact]
    public void EmptySections() => Fails(
        "data: {}\ninputs:\ntasks: []",
        "1:7  data: expected names, each with a data source, at least 1; found 0. Add one.",
        "2:1  inputs: expected names, each with an input encoder, found nothing.",
        "3:8  tasks: expected names, each with a task type, found a list.");

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment")]
    public void AnEmptyFile(string yaml)
    {
        var problems = Problems(yaml);
        Assert.Equal(["data", "inputs", "tasks"], problems.Select(problem => problem.Split("  ")[1].Split(' ')[0]));
        Assert.Equal("run.yaml:1:1  data is missing, and a run file needs it. Add it: The sources of rows, by name.", problems[0]);
    }

    [Theory]
    [InlineData("seed: 1\nseed: 2", "8:1  seed is given twice, first in line 7. Keep one.")]
    [InlineData("training: {epochs: 3, \"epochs\": 4}", "7:23  training.epochs is given twice, first in line 7. Keep one.")]
    [InlineData("seed: &x 1", "7:7  expected a value, found an anchor (&x). Write the value where it is used, or put it in quotes if it is text.")]
    [InlineData("seed: *x", "7:7  expected a value, found an alias (*x). Write the value itself, or put it in quotes if it is text.")]
    [InlineData("seed: !!int 1", "7:7  expected a value, found a tag (tag:yaml.org,2002:int). Remove the tag, or put the value in quotes if it is text.")]
    [InlineData("training:\n\tepochs: 3", "8:1  expected spaces at the start of the line, found a tab. Indent by spaces: YAML does not take tabs.")]
    [InlineData("training:\n  epochs: 3\n\tbatchSize: 4", "9:1  expected spaces at the start of the line, found a tab. Indent by spaces: YAML does not take tabs.")]
    [InlineData("---\nseed: 1", "7:1  expected one document, found a second one. Remove the line '---', or put what follows into a file of its own.")]
    [InlineData("? [a]\n: 1", "7:3  expected a key, found something else. Write the key as text.")]
    [InlineData("seed: \u0007", "7:7  expected text, found the character U+0007. Remove it, or check that this is a run file.")]
    public void YamlThatRunFilesDoNotUse(string added, string problem) => Fails(Good + added, problem);

    [Theory]
    [InlineData("[a]", "1:1  expected keys and values, found a list.")]
    [InlineData("hello", "1:1  expected keys and values, found \"hello\".")]
    public void OtherDocuments(string yaml, string problem) => Fails(yaml, problem);

    [Theory]
    [InlineData("seed: [1")]
    [InlineData("seed: 1: 2")]
    [InlineData("seed: \"1")]
    public void TextThatIsNotYaml(string added)
    {
        var problem = Assert.Single(Problems(Good + added));
        Assert.Matches("^run\\.yaml:[78]:\\d+  expected YAML, found something else: .+\\. Correct it here or just before\\.$", problem);
    }

    [Fact]
    public void ABombOfBrackets() => Fails(
        "data: " + new string('[', 100_000), "1:71  expected at most 64 levels, found more. Check the brackets.");

    [Fact]
    public void AllAtOnceInTheOrderOfTheFile() => Fails(
        """
        training: {epochs: 0}
        data:
          lost: {path: x}
          bad.name: {kind: toy_source, path: a}
        sede: 1
        inputs:
          text: toy_inptu
        tasks:
          mood: {kind: toy_task, weight: -1, source: lots}
        """,
        "1:20  training.epochs: expected a whole number from 1 to 100000, found 0.",
        $"3:9  data.lost.kind is missing. Say which data source it is: one of {string.Join(", ", Polytask.Catalog.Kinds.Families.Single(family => family.Key == "data").Kinds.Select(kind => kind.Name))}.",
        "5:1  sede is not an option of a run file. Did you mean 'seed'?",
        "7:9  inputs.text: 'toy_inptu' is not an input encoder. Did you mean 'toy_input'?",
        "9:34  tasks.mood.weight: expected a number from 0 to 1000000, found -1.",
        "9:46  tasks.mood.source: there is no 'lots' in data. Did you mean 'lost'?");

    [Theory]
    [InlineData("a.b")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(" a")]
    [InlineData("")]
    public void NamesThatCannotBePartOfAPath(string name) => Fails(
        Good + $"name: \"{name}\"", $"7:1  name: expected a name of letters, digits, '_', '-' and spaces, found \"{name}\". Choose another name.");

    [Fact]
    public void NamesOfSectionsAreChecked() => Fails(
        Good.Replace("text:", "te/xt:", StringComparison.Ordinal),
        "4:3  inputs.te/xt: expected a name of letters, digits, '_', '-' and spaces, found \"te/xt\". Choose another name.");

    private static IReadOnlyList<string> Problems(string yaml) =>
        Assert.Throws<ConfigurationException>(() => RunFileReader.Parse(yaml, "run.yaml", "/runs")).Problems;

    private static void Fails(string yaml, params string[] problems) =>
        Assert.Equal(problems.Select(problem => $"run.yaml:{problem}"), Problems(yaml));
}
