using Polytask.Modules;
using Polytask.Sharing;

namespace Polytask.Tests.Sharing;

public sealed class ResNetStageTests
{
    /// <summary>The counts that torchvision publishes for its weights of 1000 classes of ImageNet.</summary>
    [Theory]
    [InlineData(18, 512, 11_689_512)]
    [InlineData(34, 512, 21_797_672)]
    [InlineData(50, 2048, 25_557_032)]
    [InlineData(101, 2048, 44_549_160)]
    [InlineData(152, 2048, 60_192_808)]
    public void It_is_as_large_as_torchvisions_without_the_last_layer(int depth, int channels, long published)
    {
        using var store = new ParameterStore(1);
        var block = new ResNetStage { Depth = depth }.Create(store, "trunk.0", ParameterStore.Shared, new RowShape(3, 224, 224));
        Assert.Equal(new RowShape(channels, 7, 7), block.OutputShape);
        Assert.Equal(published - (channels + 1) * 1000, store.Dense.Sum(parameter => parameter.Length));
    }

    [Theory]
    [InlineData(18)]
    [InlineData(50)]
    public void All_its_parameters_and_statistics_have_names_in_files_of_weights(int depth)
    {
        using var store = new ParameterStore(1);
        var stage = new ResNetStage { Depth = depth };
        stage.Create(store, "trunk.0", ParameterStore.Shared, new RowShape(3, 64, 64));
        var names = stage.PretrainedNames.ToDictionary(pair => pair.Here, pair => pair.There);
        var there = store.Dense.Select(parameter => parameter.Name).Concat(store.Statistics.Select(statistic => statistic.Name)).Select(name => names[name["trunk.0.".Length..]]).ToArray();
        Assert.Equal(there.Length, there.Distinct().Count());
        Assert.Contains("layer2.0.downsample.1.running_var", there);
        Assert.Equal(depth == 50, there.Contains("layer1.0.downsample.0.weight"));
    }

    [Fact]
    public void A_small_stem_and_dilation_keep_more_of_the_maps()
    {
        using var store = new ParameterStore(1);
        RowShape Shape(ResNetStage stage, string name) => stage.Create(store, name, ParameterStore.Shared, new RowShape(1, 32, 30)).OutputShape;
        Assert.Equal(new RowShape(32, 4, 4), Shape(new ResNetStage { Width = 4, Stem = ResNetStem.Small }, "small"));
        Assert.Equal(new RowShape(32, 16, 15), Shape(new ResNetStage { Width = 4, Stem = ResNetStem.Small, Dilated = true }, "dilated"));
        Assert.Equal(new RowShape(128, 4, 4), Shape(new ResNetStage { Depth = 50, Width = 4, Dilated = true }, "standard"));
    }

    [Fact]
    public void Another_depth_is_refused() =>
        Assert.Equal([("depth", "expected 18, 34, 50, 101, 152, found 20. Choose one of them.")], new ResNetStage { Depth = 20 }.Problems());
}
