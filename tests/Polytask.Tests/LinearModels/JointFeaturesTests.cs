using Polytask.LinearModels;

namespace Polytask.Tests.LinearModels;

public sealed class JointFeaturesTests
{
    [Theory]
    [InlineData(false, 0.05)]
    [InlineData(false, 0.5)]
    [InlineData(true, 0.1)]
    [InlineData(true, 0.5)]
    public void Features_with_weights_have_slopes_of_that_length_and_the_others_shorter_ones(bool logistic, double share)
    {
        var made = MadeUp.Of(logistic);
        var strength = share * new LinearSolver(made.Tasks, new JointFeatures().Create([], 0)).LargestStrength;
        var solver = made.Solve(new JointFeatures(), strength);
        var (slopes, weights) = (made.Slope(solver).Transposed(), solver.Weights.Transposed());
        for (var j = 0; j < made.Features; j++)
        {
            var (slope, weight) = (slopes[j].ToArray(), weights[j].ToArray());
            if (weight.All(w => w == 0)) Assert.True(Length(slope) <= strength + MadeUp.Tolerance(solver));
            else Assert.All(slope.Zip(weight), pair => Assert.Equal(-strength * pair.Second / Length(weight), pair.First, MadeUp.Tolerance(solver) + 1e-9 * strength));
        }
    }

    [Fact]
    public void From_the_largest_strength_on_nothing_is_left()
    {
        var made = MadeUp.Regression();
        var largest = new LinearSolver(made.Tasks, new JointFeatures().Create([], 0), intercept: false).LargestStrength;
        Assert.All(made.Solve(new JointFeatures(), largest * 1.0001, intercept: false).Weights.Values, weight => Assert.Equal(0, weight));
        Assert.Contains(made.Solve(new JointFeatures(), largest * 0.99, intercept: false).Weights.Values, weight => weight != 0);
    }

    [Fact]
    public void A_feature_is_in_all_tasks_or_in_none()
    {
        var made = MadeUp.Regression(features: 8);
        var columns = made.Solve(new JointFeatures(), 12).Weights.Transposed();
        var used = Enumerable.Range(0, made.Features).Select(j => columns[j].ToArray().Count(weight => weight != 0)).ToArray();
        Assert.All(used, count => Assert.True(count == 0 || count == made.Tasks.Count));
        Assert.Equal(2, used.Distinct().Count());
    }

    private static double Length(double[] numbers) => Math.Sqrt(numbers.Sum(number => number * number));
}
