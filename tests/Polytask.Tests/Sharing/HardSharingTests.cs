using Polytask.Modules;
using Polytask.Sharing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class HardSharingTests
{
    [Fact]
    public void Behind_the_split_point_every_task_has_stages_of_its_own()
    {
        using var hard = new LiteralTrunk(new HardSharing { Trunk = [new DenseStage { Width = 5 }], TaskStages = [new DropoutStage(), new DenseStage { Width = 6 }, new DenseStage { Width = 3 }] });
        Assert.Equal([0, 1, 2], hard.Trunk.RepresentationOf);
        hard.Is((task, x) => hard.Layer($"towers.2.{Task(task)}", hard.Layer($"towers.1.{Task(task)}", hard.Layer("trunk.0", x))));
        Assert.Equal(5 * (Inputs + 1) + 3 * (6 * (5 + 1) + 3 * (6 + 1)), hard.Parameters);
        Assert.All(hard.Store.Dense, p => Assert.Equal(p.Name.StartsWith("towers.", StringComparison.Ordinal) ? p.Name.Split('.')[2] : ParameterStore.Shared, p.Owner));
    }

    [Fact]
    public void Stages_without_parameters_leave_the_representation_shared()
    {
        using var hard = new LiteralTrunk(new HardSharing { Trunk = [new DenseStage { Width = 5 }], TaskStages = [new DropoutStage()] });
        Assert.Equal([0, 0, 0], hard.Trunk.RepresentationOf);
        hard.Is((_, x) => hard.Layer("trunk.0", x));
    }
}
