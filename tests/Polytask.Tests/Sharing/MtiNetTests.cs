using Polytask.Modules;
using Polytask.Native;
using Polytask.Sharing;
using Polytask.Testing;
using TorchSharp;
using static Polytask.Tests.Sharing.LiteralMaps;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Sharing;

public sealed class MtiNetTests
{
    private const int Channels = 3;
    private static readonly StageOptions[] Stages = [new ConvolutionStage { Channels = 4 }, new MaxPoolStage(), new ConvolutionStage { Channels = 5 }, new MaxPoolStage(), new ConvolutionStage { Channels = 6 }];
    private static readonly MtiNet Net = new() { Trunk = Stages, InitialStages = [new ConvolutionStage { Channels = Channels }] };

    [Fact]
    public void Tasks_distil_at_every_size_and_tell_the_next_larger_one()
    {
        using var net = new LiteralMaps(Net);
        var large = net.Convolve("trunk.0", net.Images).relu();
        var middle = net.Convolve("trunk.2", F.max_pool2d(large, [2, 2])).relu();
        var small = net.Convolve("trunk.4", F.max_pool2d(middle, [2, 2])).relu();
        var distilled = new List<torch.Tensor[]>();
        torch.Tensor[]? told = null;
        foreach (var (scale, source) in new[] { small, middle, large }.Index())
        {
            torch.Tensor Larger(torch.Tensor maps, long size) => maps.size(2) == size ? maps : F.interpolate(maps, [size, size], mode: torch.InterpolationMode.Bilinear, align_corners: false);
            torch.Tensor[] maps = [.. Names.Select((task, k) => net.Convolve($"scales.{scale}.initial.0.{task}", told is null ? source : torch.cat([source, Larger(told[k], source.size(2))], 1)).relu())];
            distilled.Add([.. Names.Select((_, k) => Larger(net.Distilled($"scales.{scale}.distillation", k, maps), Size))]);
            told = scale == 2 ? null : Told($"scales.{scale}.propagation", maps);
        }
        net.Is(task => torch.cat([.. distilled.Select(its => its[task])], 1));

        torch.Tensor[] Told(string name, torch.Tensor[] maps)
        {
            var all = torch.cat(maps, 1);
            var logits = net.Convolve($"{name}.weigh.1", net.Convolve($"{name}.weigh.0", all).relu());
            var mask = torch.stack(logits.chunk(Names.Length, 1)).softmax(0);
            var shared = net.Convolve($"{name}.join.0", torch.cat([.. maps.Select((own, k) => mask[k] * own)], 1));
            return [.. Names.Select((task, k) =>
            {
                torch.Tensor Layer(string part, torch.Tensor x) => F.linear(x, net.Of($"{name}.{task}.{part}.weight"), net.Of($"{name}.{task}.{part}.bias"));
                return maps[k].add(Layer("excite", Layer("squeeze", shared.mean([2, 3])).relu()).sigmoid().view(Rows, Channels, 1, 1) * shared, Scalars.One);
            })];
        }
    }

    [Fact]
    public void Its_parameters_can_be_counted()
    {
        using var net = new LiteralMaps(Net);
        const int all = 3 * Channels, narrow = 8;
        var trunk = 4 * (2 * 9 + 1) + 5 * (4 * 9 + 1) + 6 * (5 * 9 + 1);
        var initial = 3 * Channels * (6 * 9 + 1) + 3 * Channels * ((5 + Channels) * 9 + 1) + 3 * Channels * ((4 + Channels) * 9 + 1);
        var distillation = 3 * (3 * 2 * 2 * Channels * Channels * 9);
        var weigh = narrow * (all * 9 + 1) + all * (narrow + 1);
        var join = Channels * (all * 9 + 1);
        var excite = 3 * 2 * Channels * (Channels + 1);
        Assert.Equal(trunk + initial + distillation + 2 * (weigh + join + excite), net.Parameters);
    }

    [Theory]
    [InlineData(4, new[] { 2, 4, 8 })]
    [InlineData(2, new[] { 2, 4 })]
    public void Sizes_are_those_of_a_list_of_stages_from_its_end_back(int scales, int[] sizes)
    {
        using var net = new LiteralMaps(Net with { Scales = scales });
        Assert.Equal(sizes.SelectMany(size => Enumerable.Repeat(new RowShape(Channels, size, size), 3)), net.Trunk.Shapes.Skip(3));
        Assert.All(net.Trunk.Shapes.Take(3), shape => Assert.Equal(new RowShape(Channels * sizes.Length, sizes[^1], sizes[^1]), shape));
    }

    public static TheoryData<StageOptions, int[], int[]> Networks => new()
    {
        { new UNetStage { Channels = [2, 3, 4] }, [2, 4, 8], [4, 3, 2] },
        { new SegNetStage { Channels = [2, 3] }, [4, 8], [2, 2] },
        { new ResNetStage { Width = 2, Stem = ResNetStem.Small, Dilated = true }, [4, 8], [16, 2] },
    };

    [Theory, MemberData(nameof(Networks))]
    public void Sizes_are_those_of_whole_networks_on_the_way_back_up_where_there_is_one(StageOptions stage, int[] sizes, int[] channels)
    {
        using var net = new LiteralMaps(Net with { Trunk = [stage] });
        Assert.Equal(sizes.SelectMany(size => Enumerable.Repeat(new RowShape(Channels, size, size), 3)), net.Trunk.Shapes.Skip(3));
        foreach (var (place, count) in channels.Index()) Assert.Equal(count + (place > 0 ? Channels : 0), net.Of($"scales.{place}.initial.0.mask.weight").size(1));
    }

    [Fact]
    public void A_trunk_of_one_size_is_refused()
    {
        using var store = new ParameterStore(1);
        var error = Assert.Throws<ConfigurationException>(() => (Net with { Trunk = [new ConvolutionStage { Channels = 4 }] }).Create(store, [Image], Names));
        Assert.Equal("sharing.trunk: 'mti_net' needs a trunk with maps of at least 2 sizes, found 4 channels of 8 × 8 alone. Add stages that make them smaller, such as max_pool or u_net, or choose kind: pad_net.", error.Message);
    }
}
