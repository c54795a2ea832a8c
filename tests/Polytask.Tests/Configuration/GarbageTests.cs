using System.Text;
using CsCheck;
using Polytask.Configuration;

namespace Polytask.Tests.Configuration;

/// <summary>Whatever a file holds, the answer is a run or a <see cref="ConfigurationException"/>.</summary>
public sealed class GarbageTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void RandomBytes() => Gen.Byte.Array[0, 200].ForAll(bytes =>
    {
        File.WriteAllBytes(_path, bytes);
        ReadsOrRefuses(() => RunFileReader.Read(_path));
    }, iter: 500);

    [Fact]
    public void RandomYamlSigns() => Gen.String[Gen.Char["ab01 \n\t:-?#&*!|>'\"%@`{}[],~<=.\\\r\u0085\u2028\uFEFF"], 0, 60]
        .ForAll(text => ReadsOrRefuses(() => RunFileReader.Parse(text, "run.yaml", "/")), iter: 20_000);

    [Fact]
    public void RightFilesWithWrongPlaces() =>
        Gen.Select(Generators.Run, Gen.Int[0, 10_000], Gen.Int[0, 6], Gen.String[Gen.Char["ab0 \n\t:-&*!'\"{}[],~"], 0, 5])
            .Select((run, at, cut, insert) => (Yaml: RunFileWriter.Write(run), at, cut, insert))
            .ForAll(c =>
            {
                var at = c.at % c.Yaml.Length;
                ReadsOrRefuses(() => RunFileReader.Parse(c.Yaml.Remove(at, Math.Min(c.cut, c.Yaml.Length - at)).Insert(at, c.insert), "run.yaml", "/"));
            }, iter: 500);

    [Fact]
    public void RandomOverrides() => Gen.String[Gen.Char["ab0.[]=:,{}*&\"' \n"], 0, 20]
        .Select(Gen.OneOf("", "data.", "data.shop.", "data.shop.toys", "tasks.mood.weight", "training"), (text, start) => start + text)
        .ForAll(text => ReadsOrRefuses(() => RunFileReader.Parse("data: {shop: {kind: toy_source, path: a, toys: [crate]}}\ninputs: {text: toy_input}\ntasks: {mood: toy_task}", "run.yaml", "/", [text])), iter: 5_000);

    private static void ReadsOrRefuses(Func<RunFile> read)
    {
        try
        {
            Assert.NotNull(read());
        }
        catch (ConfigurationException error)
        {
            Assert.All(error.Problems, problem =>
            {
                Assert.NotEmpty(problem);
                Assert.DoesNotContain(problem, char.IsControl);
                Assert.DoesNotContain("Exception", problem, StringComparison.Ordinal);
            });
        }
    }
}
