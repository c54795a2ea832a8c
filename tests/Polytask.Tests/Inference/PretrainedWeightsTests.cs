using Polytask.Configuration;
using Polytask.Inference;
using Polytask.LinearModels;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Tests.Runs;

namespace Polytask.Tests.Inference;

/// <summary>Stages that begin from files of weights that others have trained.</summary>
public sealed class PretrainedWeightsTests : IDisposable
{
    private static readonly ResNetStage Stage = new() { Width = 2, Stem = ResNetStem.Small };
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Weights_and_statistics_begin_as_in_the_file_and_the_rest_is_named()
    {
        var file = Write(Weights());
        using var model = Model(new HardSharing { Trunk = [new DropoutStage(), Stage, new GlobalPoolStage()] });
        var found = PretrainedWeights.Read(file).Begin(model, [new DropoutStage(), Stage, new GlobalPoolStage()]);
        Assert.Equal($"100 of 100 weights and statistics of the trunk begin as in {file}; not used of it: fc.weight.", found);
        var arrays = ParameterSnapshot.Take(model.Parameters).Arrays.ToDictionary(array => array.Name, array => array.Values);
        Assert.Equal(Numbers("conv1.weight", 2 * 9), arrays["trunk.1.stem.weight"]);
        Assert.Equal(Numbers("layer4.0.downsample.1.running_var", 16), arrays["trunk.1.layer4.0.shortcut_norm.variance"]);
        Assert.Equal(Numbers("layer3.1.bn2.bias", 8), arrays["trunk.1.layer3.1.second_norm.bias"]);
    }

    [Fact]
    public void What_is_missing_or_has_another_shape_begins_anew()
    {
        var weights = Weights();
        weights.RemoveAll(tensor => tensor.Name is "bn1.weight" or "fc.weight");
        weights[weights.FindIndex(tensor => tensor.Name == "conv1.weight")] = StoredTensor.Of("conv1.weight", new float[2 * 3 * 9], 2, 3, 3, 3);
        var file = Write(weights);
        using var model = Model(new HardSharing { Trunk = [Stage] });
        var before = ParameterSnapshot.Take(model.Parameters).Arrays.Where(array => array.Name is "trunk.0.stem.weight" or "heads.first.weight").ToArray();
        Assert.Equal(
            $"98 of 100 weights and statistics of the trunk begin as in {file}; not there: bn1.weight; of another shape there: conv1.weight F32 [2, 3, 3, 3], here [2, 1, 3, 3].",
            PretrainedWeights.Read(file).Begin(model, [Stage]));
        var after = ParameterSnapshot.Take(model.Parameters).Arrays.ToDictionary(array => array.Name, array => array.Values);
        Assert.All(before, array => Assert.Equal(array.Values, after[array.Name]));
    }

    [Fact]
    public void Every_tower_begins_alike()
    {
        var file = Write(Weights());
        using var model = Model(new SingleTask { Trunk = [Stage] });
        Assert.StartsWith("200 of 200 weights", PretrainedWeights.Read(file).Begin(model, [Stage]), StringComparison.Ordinal);
        var stems = ParameterSnapshot.Take(model.Parameters).Arrays.Where(array => array.Name.EndsWith("trunk.0.stem.weight", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, stems.Length);
        Assert.All(stems, stem => Assert.Equal(Numbers("conv1.weight", 2 * 9), stem.Values));
    }

    [Fact]
    public void A_file_without_these_names_is_refused()
    {
        var file = Write([StoredTensor.Of("encoder.weight", new float[4], 4)]);
        using var model = Model(new HardSharing { Trunk = [Stage] });
        Assert.Equal(
            $"pretrained: expected weights by torchvision's names in {file}, such as conv1.weight, found none that fit; there is: encoder.weight. Choose the stage and the depth that the file was made of.",
            Assert.Throws<ConfigurationException>(() => PretrainedWeights.Read(file).Begin(model, [Stage])).Message);
    }

    [Fact]
    public void A_run_file_needs_a_stage_for_them_and_no_other_beginning()
    {
        using var run = new ToyRun();
        string[] Problems(RunFile file) => [.. file.Problems().Where(problem => problem.Key == "pretrained").Select(problem => problem.Message)];
        var fits = run.File with { Pretrained = "weights.safetensors", Sharing = new HardSharing { Trunk = [Stage] } };
        Assert.Empty(Problems(fits));
        Assert.Contains("whose weights have names", Assert.Single(Problems(run.File with { Pretrained = "weights.safetensors" })));
        Assert.Contains("found both", Assert.Single(Problems(fits with { Start = "runs/base/model" })));
        Assert.Contains("a linear model has no network", Assert.Single(Problems(fits with { Linear = new Ridge() })));
    }

    public void Dispose() => _folder.Dispose();

    private static MultiTaskModel Model(SharingOptions sharing) => new([new ImageShape("image", new RowShape(1, 8, 8))], [("first", 2), ("second", 3)], sharing, seed: 1);

    /// <summary>Of the whole network, as torchvision names them, each with numbers of its own.</summary>
    private static List<StoredTensor> Weights()
    {
        using var model = Model(new HardSharing { Trunk = [Stage] });
        var names = Stage.PretrainedNames.ToDictionary(pair => $"trunk.0.{pair.Here}", pair => pair.There);
        return
        [
            .. ParameterSnapshot.Take(model.Parameters).Arrays.Where(array => names.ContainsKey(array.Name)).Select(array => StoredTensor.Of(names[array.Name], Numbers(names[array.Name], array.Values.Length), array.Shape)),
            StoredTensor.Of("fc.weight", new float[4], 2, 2),
            StoredTensor.Of("bn1.num_batches_tracked", new long[1]),
        ];
    }

    private static float[] Numbers(string name, int count) => [.. Enumerable.Range(0, count).Select(i => (name.Sum(letter => letter) + i) / 1000f)];

    private string Write(IReadOnlyList<StoredTensor> tensors)
    {
        var path = _folder["weights.safetensors"];
        SafeTensors.Write(path, new Dictionary<string, string>(), tensors);
        return path;
    }
}
