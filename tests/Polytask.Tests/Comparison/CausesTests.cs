using Polytask.Comparison;
using Polytask.Runs;

namespace Polytask.Tests.Comparison;

public sealed class CausesTests
{
    private static readonly string[] Tasks = ["a", "b", "c"];

    [Fact]
    public void Cosines_and_lengths_are_means_over_the_steps_in_which_both_tasks_were()
    {
        RunHistory[] histories =
        [
            new([Step(["a", "b"], 0.5, [1, 1]), Step(["a", "b"], -0.1, [3, 1])]),
            new([Step(["a", "c"], -0.3, [0, 0]), new TasksBalanced(1, 1, ["a"], [1], null, null)]),
        ];
        var gradients = Causes.Gradients(Tasks, histories)!;
        Assert.Equal(0.2, gradients.Cosines[0][1], 1e-12);
        Assert.Equal(0.5, gradients.Conflicts[1][0], 1e-12);
        Assert.Equal(-0.3, gradients.Cosines[2][0], 1e-12);
        Assert.Equal(1, gradients.Conflicts[0][2], 1e-12);
        Assert.Equal(double.NaN, gradients.Cosines[1][2]);
        // 1, and 2 · 3 / (9 + 1)
        Assert.Equal(0.8, gradients.Magnitudes[0][1], 1e-12);
        Assert.Equal(0.8, gradients.Magnitudes[1][0], 1e-12);
        Assert.Equal(double.NaN, gradients.Magnitudes[0][2]);
    }

    [Fact]
    public void Without_measured_gradients_there_is_nothing_to_say() => Assert.Null(Causes.Gradients(Tasks, [new RunHistory([])]));

    private static TasksBalanced Step(string[] tasks, double cosine, double[] norms) => new(1, 1, tasks, [1, 1], norms, [[1, cosine], [cosine, 1]]);
}
