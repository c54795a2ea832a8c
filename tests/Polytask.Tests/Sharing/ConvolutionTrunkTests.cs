using Polytask.Catalog;
using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Sharing;
using Polytask.Tests.Modules;
using TorchSharp;

namespace Polytask.Tests.Sharing;

/// <summary>Trunks that read images.</summary>
public sealed class ConvolutionTrunkTests
{
    private static readonly ImageShape Image = new("face", new RowShape(1, 8, 8));
    private static readonly (string, HeadShape)[] Tasks = [("first", 2), ("second", 3)];

    private static readonly StageOptions[] Trunk =
    [
        new ConvolutionStage { Channels = 4 }, new MaxPoolStage(), new BatchNormStage { Activation = ActivationFunction.Relu }, new ResidualStage { Channels = 4, Stride = 2 }, new GlobalPoolStage(), new DenseStage { Width = 4 },
    ];

    public static TheoryData<SharingOptions> Architectures =>
    [
        // A hierarchy has its trunk twice, one on the other: convolutions stand below.
        .. SharingTests.Architectures.Select(row => row.Data is Home home ? home with { SharedStages = Trunk } : row.Data with { Trunk = row.Data.NeedsMaps ? Trunk[..4] : Trunk }),
    ];

    [Theory, MemberData(nameof(Architectures))]
    public void Every_architecture_has_one(SharingOptions sharing)
    {
        using var scope = torch.NewDisposeScope();
        using var model = new MultiTaskModel([Image], Tasks, sharing, seed: 1);
        var batch = Batch(4);
        var pass = Pass.Training(batch, new Polytask.Numerics.RandomStream(1, "pass"));
        var cotangents = model.Forward(pass, [true, true]).ZerosLike();
        for (var row = 0; row < batch.Count; row++)
            for (var task = 0; task < Tasks.Length; task++) cotangents[task, row].Fill(1 + row + task);
        model.Pullback(cotangents, pass, [true, true]);
        var unmoved = model.Parameters.Dense.Where(parameter => parameter.Name.EndsWith(".weight", StringComparison.Ordinal) && parameter.Gradient.abs().sum(type: torch.ScalarType.Float32).item<float>() == 0);
        Assert.DoesNotContain(unmoved, parameter => parameter.Shape.Count == 4);
        Assert.Contains(model.Parameters.Dense, parameter => parameter.Name.Contains("first", StringComparison.Ordinal) && parameter.Shape.Count >= 3);
    }

    [Fact]
    public void Towers_are_fused_channel_by_channel()
    {
        using var store = new ParameterStore(1);
        new CrossStitch { Trunk = [new ConvolutionStage { Channels = 3 }] }.Create(store, [Image], ["first", "second"]);
        Assert.Equal([2, 3], store.Dense.First(parameter => parameter.Name == "trunk.0.fusion.first.weight").Shape);
        using var other = new ParameterStore(1);
        new Nddr { Trunk = [new ConvolutionStage { Channels = 3 }] }.Create(other, [Image], ["first", "second"]);
        Assert.Equal([3, 6], other.Dense.First(parameter => parameter.Name == "trunk.0.fusion.first.weight").Shape);
    }

    [Fact]
    public void What_tasks_have_of_their_own_reads_channels_place_by_place()
    {
        StageOptions[] trunk = [new ConvolutionStage { Channels = 12 }, new MaxPoolStage(), new ConvolutionStage { Channels = 16 }];
        using var mtan = new ParameterStore(1);
        new Mtan { Trunk = trunk, Reduction = 1 }.Create(mtan, [Image], ["first", "second"]);
        Assert.Equal([16, 12 + 16], mtan.Dense.First(parameter => parameter.Name == "trunk.2.attention.first.hidden.weight").Shape);
        using var adapters = new ParameterStore(1);
        new AdapterSharing { Trunk = trunk, Bottleneck = 2 }.Create(adapters, [Image], ["first", "second"]);
        Assert.Equal([2, 16], adapters.Dense.First(parameter => parameter.Name == "trunk.2.adapter.first.down.weight").Shape);
    }

    [Fact]
    public void Maps_that_are_too_small_to_pool_are_refused()
    {
        using var store = new ParameterStore(1);
        var error = Assert.Throws<ConfigurationException>(() => new HardSharing { Trunk = [new MaxPoolStage { Size = 9 }] }.Create(store, [Image], ["first"]));
        Assert.Equal("trunk.0: expected maps of at least 9 × 9 to pool, found 1 channel of 8 × 8. Pool less, or give the trunk larger images.", error.Message);
    }

    private static Batch Batch(int rows)
    {
        byte[]?[] images = [.. Enumerable.Range(0, rows).Select(row => (byte[]?)[.. Enumerable.Range(0, 64).Select(i => (byte)(i * (row + 3) * 37))])];
        float[] values = [.. Enumerable.Range(0, 256).Select(value => value / 128f - 1)];
        return new Batch(new EncodedRows(rows, [new ImageColumn(new(images, 64), [values], 8, 8)], []), Enumerable.Range(0, rows).ToArray());
    }
}
