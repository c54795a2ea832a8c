using Polytask.Modules;
using Polytask.Sharing;
using Polytask.Testing;
using TorchSharp;
using static Polytask.Tests.Sharing.LiteralMaps;

namespace Polytask.Tests.Sharing;

public sealed class PadNetTests
{
    private static readonly StageOptions[] Stages = [new ConvolutionStage { Channels = 4 }, new MaxPoolStage()];
    private static readonly PadNet Net = new() { Trunk = Stages, InitialStages = [new ConvolutionStage { Channels = 5, Kernel = 1 }, new ConvolutionStage { Channels = 3 }] };

    [Fact]
    public void A_task_reads_its_maps_and_what_attention_lets_through_of_those_of_all_others()
    {
        using var net = new LiteralMaps(Net);
        var shared = torch.nn.functional.max_pool2d(net.Convolve("trunk.0", net.Images).relu(), [2, 2]);
        torch.Tensor[] maps = [.. Names.Select(task => net.Convolve($"initial.1.{task}", net.Convolve($"initial.0.{task}", shared).relu()).relu())];
        net.Is(task => net.Distilled("distillation", task, maps));
        Assert.Equal(4 * (2 * 9 + 1) + 3 * (5 * (4 + 1) + 3 * (5 * 9 + 1)) + 3 * 2 * 2 * 3 * 3 * 9, net.Parameters);
    }

    [Fact]
    public void Tasks_that_tell_each_other_nothing_are_towers_on_one_trunk()
    {
        using var net = new LiteralMaps(Net);
        using var towers = new LiteralMaps(new HardSharing { Trunk = Stages, TaskStages = Net.InitialStages });
        foreach (var parameter in net.Store.Dense.Where(p => p.Name.EndsWith(".message.weight", StringComparison.Ordinal))) Numbers.Of(parameter.Value).Clear();
        foreach (var parameter in towers.Store.Dense)
            Numbers.Of(net.Store.Dense.Single(its => its.Name == parameter.Name.Replace("towers.", "initial.", StringComparison.Ordinal)).Value).CopyTo(Numbers.Of(parameter.Value));
        Assert.All(net.Found().Zip(towers.Found()), pair => Assert.Equal(Numbers.Of(pair.Second.contiguous()), Numbers.Of(pair.First.contiguous())));
    }

    [Fact]
    public void What_others_read_is_trained_by_all_and_what_a_task_reads_with_by_it_alone()
    {
        using var net = new LiteralMaps(Net);
        Assert.All(net.Store.Dense, p => Assert.Equal(p.Name.StartsWith("distillation.", StringComparison.Ordinal) ? p.Name.Split('.')[1] : ParameterStore.Shared, p.Owner));
    }

    [Fact]
    public void It_begins_to_predict_at_the_maps_of_each_task()
    {
        using var net = new LiteralMaps(Net with { InitialWeight = 0.3 });
        Assert.Equal([("initial_heads", 0, 3, 0.3), ("initial_heads", 1, 4, 0.3), ("initial_heads", 2, 5, 0.3)], net.Trunk.Initial.Select(one => (one.Name, one.Task, one.Representation, one.Share)));
        Assert.Equal(6, net.Trunk.Shapes.Count);
        using var without = new LiteralMaps(Net with { InitialWeight = 0 });
        Assert.Empty(without.Trunk.Initial);
        Assert.Equal(3, without.Trunk.Shapes.Count);
    }

    [Fact]
    public void A_trunk_that_ends_in_plain_numbers_is_refused()
    {
        using var store = new ParameterStore(1);
        var error = Assert.Throws<ConfigurationException>(() => (Net with { Trunk = [.. Stages, new DenseStage { Width = 4 }] }).Create(store, [Image], Names));
        Assert.StartsWith("sharing.trunk: with 'pad_net' tasks read each other's maps, so the trunk must end in maps; it ends in 4 plain numbers.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_task_and_maps_that_nothing_makes_are_refused()
    {
        Assert.Equal(("kind", "with 'pad_net' tasks take from each other: expected at least 2, found 1. Add tasks, or choose hard with the same trunk."), Assert.Single(Net.ProblemsWith(["mask"])));
        Assert.Empty(Net.ProblemsWith(Names));
        Assert.Equal("initialStages", Assert.Single((Net with { InitialStages = [new DropoutStage()] }).Problems()).Key);
    }
}
