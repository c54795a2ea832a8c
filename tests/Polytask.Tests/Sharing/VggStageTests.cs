using Polytask.Modules;
using Polytask.Sharing;

namespace Polytask.Tests.Sharing;

public sealed class VggStageTests
{
    // Of the dense layers: 512 × 7 × 7 numbers to 4096, 4096 and 1000.
    private const long Classifier = (512 * 7 * 7 + 1) * 4096L + 4097 * 4096L + 4097 * 1000L;

    /// <summary>The counts that torchvision publishes for its weights of 1000 classes of ImageNet.</summary>
    [Theory]
    [InlineData(11, false, 132_863_336)]
    [InlineData(13, false, 133_047_848)]
    [InlineData(16, false, 138_357_544)]
    [InlineData(16, true, 138_365_992)]
    [InlineData(19, false, 143_667_240)]
    public void It_is_as_large_as_torchvisions_without_the_dense_layers(int depth, bool batchNorm, long published)
    {
        using var store = new ParameterStore(1);
        var stage = new VggStage { Depth = depth, BatchNorm = batchNorm };
        var block = stage.Create(store, "trunk.0", ParameterStore.Shared, new RowShape(3, 224, 224));
        Assert.Equal(new RowShape(512, 7, 7), block.OutputShape);
        Assert.Equal(published - Classifier, store.Dense.Sum(parameter => parameter.Length));
        var names = stage.PretrainedNames.ToDictionary(pair => pair.Here, pair => pair.There);
        Assert.All(store.Dense, parameter => Assert.Contains(parameter.Name["trunk.0.".Length..], names));
        Assert.All(store.Statistics, statistic => Assert.Contains(statistic.Name["trunk.0.".Length..], names));
    }

    [Theory]
    [InlineData(false, "features.0.weight", "features.2.bias", "features.28.weight")]
    [InlineData(true, "features.0.weight", "features.4.running_mean", "features.40.bias")]
    public void Names_count_what_has_no_parameters_too(bool batchNorm, params string[] expected)
    {
        var names = new VggStage { BatchNorm = batchNorm }.PretrainedNames.Select(pair => pair.There).ToArray();
        Assert.All(expected, name => Assert.Contains(name, names));
    }

    [Fact]
    public void Images_too_small_for_five_halvings_are_refused()
    {
        using var store = new ParameterStore(1);
        var error = Assert.Throws<ConfigurationException>(() => new VggStage { Depth = 11, Width = 2 }.Create(store, "trunk.0", ParameterStore.Shared, new RowShape(1, 28, 28)));
        Assert.Equal("trunk.0: expected maps of at least 2 × 2 to pool, found 16 channels of 1 × 1. Pool less, or give the trunk larger images.", error.Message);
        Assert.Equal([("depth", "expected 11, 13, 16, 19, found 12. Choose one of them.")], new VggStage { Depth = 12 }.Problems());
    }
}
