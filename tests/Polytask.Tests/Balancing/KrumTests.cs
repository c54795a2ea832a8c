using CsCheck;
using Polytask.Balancing;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class KrumTests
{
    [Fact]
    public void It_is_TorchJDs_where_squares_change_no_order() =>
        References.Compare(ReferenceVector.Of("torchjd", "Krum"), vector => new Krum { Byzantine = (int)vector.Parameter("n_byzantine"), Selected = (int)vector.Parameter("n_selected") });

    [Fact]
    public void Distances_are_squared()
    {
        // Sums of distances: 0 + 4, 1 + 3, … choose another point than sums of squares do.
        double[][] jacobian = [[0], [1], [2.1], [5], [5.2]];
        static double Score(double[][] points, int i, double power) => points.Select(point => Math.Pow(Math.Abs(point[0] - points[i][0]), power)).Order().Take(4).Sum();
        int[] tasks = [0, 1, 2, 3, 4];
        var weights = Steps.Weights(new Krum(), new double[5], Steps.Gramian(jacobian));
        Assert.Equal(1, weights[tasks.MinBy(i => Score(jacobian, i, 2))]);
    }

    [Fact]
    public void Wild_gradients_are_never_chosen() => Gen.Select(Gen.Double[-1, 1].Array[3].Array[7], Gen.Double[100, 1e8]).ForAll((jacobian, wild) =>
    {
        double[][] rows = [[wild, 0, 0], .. jacobian.Skip(2), [-wild, wild, 0]];
        var weights = Steps.Weights(new Krum { Byzantine = 2, Selected = 3 }, new double[7], Steps.Gramian(rows));
        Assert.Equal([0, 0], [weights[0], weights[6]]);
        Assert.Equal(1, weights.Sum(), 1e-15);
    });

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(1, 1, 4)]
    [InlineData(0, 5, 4)]
    public void Too_few_tasks_are_refused(int byzantine, int selected, int tasks) =>
        Assert.Contains($"found {tasks}.", Assert.Throws<ConfigurationException>(() => new Krum { Byzantine = byzantine, Selected = selected }.Create(Steps.Problem(tasks))).Message, StringComparison.Ordinal);

    [Fact]
    public void It_says_how_many_labels_a_step_must_have() => Assert.Equal(5, new Krum { Byzantine = 1 }.Create(Steps.Problem(6)).FewestTasks);
}
