using Polytask.Runs;

namespace Polytask.Tests.Runs;

public sealed class TaskAffinityTests
{
    [Fact]
    public void Affinities_are_means_over_the_steps_in_which_both_tasks_were()
    {
        var affinity = TaskAffinity.Of(["a", "b", "c"],
        [
            new AffinityMeasured(1, 1, ["a", "b"], [[0, 0.5], [0.25, 0]]),
            new AffinityMeasured(1, 2, ["a", "b"], [[0, -0.1], [double.NaN, 0]]),
            new AffinityMeasured(1, 3, ["b", "c"], [[0, 0.125], [-1, 0]]),
        ])!;
        Assert.Equal(0.2, affinity.Affinities[0][1], 1e-12);
        Assert.Equal(0.25, affinity.Affinities[1][0]);
        Assert.Equal([0.125, -1], new[] { affinity.Affinities[1][2], affinity.Affinities[2][1] });
        Assert.Equal(double.NaN, affinity.Affinities[0][2]);
    }

    [Fact]
    public void Where_nothing_was_measured_there_is_none() => Assert.Null(TaskAffinity.Of(["a"], []));
}
