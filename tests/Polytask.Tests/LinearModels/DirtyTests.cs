using Polytask.LinearModels;

namespace Polytask.Tests.LinearModels;

public sealed class DirtyTests
{
    private const double Shared = 2;

    [Theory]
    [InlineData(false, 0.1)]
    [InlineData(false, 0.4)]
    [InlineData(true, 0.3)]
    public void No_weight_and_no_feature_has_more_slope_than_it_costs_and_those_in_use_have_all_of_it(bool logistic, double share)
    {
        var made = MadeUp.Of(logistic);
        var options = new Dirty { Shared = Shared };
        var strength = share * new LinearSolver(made.Tasks, options.Create([], 0)).LargestStrength;
        var solver = made.Solve(options, strength);
        var slope = made.Slope(solver);
        var (whole, single) = (solver.Parts[0], solver.Parts[1]);
        var (slack, columns, features) = (MadeUp.Tolerance(solver) * made.Tasks.Count, slope.Transposed(), whole.Transposed());
        Assert.All(slope.Values, g => Assert.True(Math.Abs(g) <= strength + slack));
        Assert.Equal(strength * single.Values.Sum(Math.Abs), -slope.Values.Zip(single.Values, (g, w) => g * w).Sum(), slack * (1 + single.Values.Sum(Math.Abs)));
        for (var j = 0; j < made.Features; j++)
        {
            var (g, p) = (columns[j].ToArray(), features[j].ToArray());
            Assert.True(g.Sum(Math.Abs) <= strength * Shared + slack);
            Assert.Equal(strength * Shared * p.Max(Math.Abs), -g.Zip(p, (x, y) => x * y).Sum(), slack * (1 + p.Max(Math.Abs)));
        }
        Assert.Contains(whole.Values, weight => weight != 0);
    }

    [Fact]
    public void Features_as_dear_as_all_their_weights_are_never_used()
    {
        var made = MadeUp.Regression();
        Assert.All(made.Solve(new Dirty { Shared = made.Tasks.Count + 0.01 }, 3).Parts[0].Values, weight => Assert.Equal(0, weight));
    }
}
