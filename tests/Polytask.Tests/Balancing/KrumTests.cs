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
        // The two nearest of 4.6 are 0.1 and 3 away, those of 0 twice 1.6: sums of distances, as TorchJD has them, favour 4.6.
        Assert.Equal([0, 1, 0, 0, 0], Steps.Weights(new Krum { Byzantine = 1 }, new double[5], Steps.Gramian([[-1.6], [0], [1.6], [4.6], [4.7]])));
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
