using Polytask.LinearModels;

namespace Polytask.Tests.LinearModels;

public sealed class GraphRegularisedTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Chain = new() { ["t0"] = ["t1"], ["t1"] = ["t2", "t0"], ["t3"] = ["t4"] };

    [Fact]
    public void Where_all_are_neighbours_it_is_mean_regularisation_with_a_strength_of_a_task_less()
    {
        var made = MadeUp.Regression();
        var graph = made.Solve(new GraphRegularised(), 0.6);
        // Σ over pairs ‖w_a − w_b‖² is the number of tasks times Σ ‖w_t − mean‖².
        var mean = made.Solve(new MeanRegularised(), 0.6 * made.Tasks.Count);
        Assert.Equal(mean.Value, graph.Value, 1e-8 * mean.Value);
        Assert.All(mean.Weights.Values.Zip(graph.Weights.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Theory]
    [MemberData(nameof(MadeUp.Losses), MemberType = typeof(MadeUp))]
    public void Slopes_of_weights_are_the_strength_of_their_size_and_those_of_zeros_less(bool logistic)
    {
        var made = MadeUp.Of(logistic);
        var solver = made.Solve(new GraphRegularised { Neighbours = Chain, Sparsity = 1.5 }, 2);
        var (weights, slope) = (solver.Weights, made.Slope(solver));
        (int A, int B)[] edges = [(0, 1), (1, 2), (3, 4)];
        foreach (var (a, b) in edges)
            for (var j = 0; j < made.Features; j++)
            {
                slope[a, j] += 2 * (weights[a, j] - weights[b, j]);
                slope[b, j] += 2 * (weights[b, j] - weights[a, j]);
            }
        Assert.Contains(weights.Values, weight => weight == 0);
        Assert.All(slope.Values.Zip(weights.Values), pair =>
        {
            if (pair.Second == 0) Assert.InRange(pair.First, -3 - MadeUp.Tolerance(solver), 3 + MadeUp.Tolerance(solver));
            else Assert.Equal(-3 * Math.Sign(pair.Second), pair.First, MadeUp.Tolerance(solver));
        });
    }

    [Fact]
    public void A_neighbour_that_is_no_task_is_an_error() =>
        Assert.Equal("linear.neighbours: there is no task 'sentimnt'. Did you mean 'sentiment'?",
            Assert.Throws<ConfigurationException>(() => new GraphRegularised { Neighbours = new Dictionary<string, IReadOnlyList<string>> { ["topic"] = ["sentimnt"] } }.Create(["sentiment", "topic"], 1)).Message);
}
