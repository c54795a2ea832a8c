using Polytask.Metrics;

namespace Polytask.Tests.Metrics;

public sealed class ConfusionMatrixTests
{
    // The examples of the documentation of sklearn.metrics.f1_score, confusion_matrix, cohen_kappa_score and balanced_accuracy_score.

    [Fact]
    public void F1_of_the_documented_example()
    {
        var matrix = Of(3, [0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1]);
        Assert.Equal([0.8, 0, 0], Enumerable.Range(0, 3).Select(matrix.F1));
        Assert.Equal(0.8 / 3, new MacroF1(matrix).Value, 1e-15);
        Assert.Equal(1 / 3.0, new MicroF1(matrix).Value, 1e-15);
    }

    [Fact]
    public void Counts_of_the_documented_example()
    {
        var matrix = Of(3, [2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2]);
        Assert.Equal([2, 0, 0, 0, 0, 1, 1, 0, 2], from truth in Enumerable.Range(0, 3) from predicted in Enumerable.Range(0, 3) select matrix[truth, predicted]);
        Assert.Equal(2 / 3.0, matrix.Precision(0), 1e-15);
        Assert.Equal(1, matrix.Recall(0));
        Assert.Equal(0, matrix.Recall(1));
    }

    [Fact]
    public void Balanced_accuracy_of_the_documented_example() =>
        Assert.Equal(0.625, new BalancedAccuracy(Of(2, [0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1])).Value);

    [Fact]
    public void Classes_that_are_neither_there_nor_predicted_are_left_out()
    {
        var matrix = Of(4, [0, 1, 1], [0, 1, 0]);
        Assert.True(double.IsNaN(matrix.F1(3)));
        Assert.Equal(2 / 3.0, new MacroF1(matrix).Value, 1e-15);
        Assert.Equal(0.75, new BalancedAccuracy(matrix).Value);
    }

    [Fact]
    public void Kappa_is_0_for_a_constant_1_for_agreement_and_negative_for_the_reverse()
    {
        Assert.Equal(0, new QuadraticKappa(Of(3, [0, 1, 2], [1, 1, 1])).Value, 1e-15);
        Assert.Equal(1, new QuadraticKappa(Of(3, [0, 1, 2], [0, 1, 2])).Value);
        Assert.Equal(-1, new QuadraticKappa(Of(3, [0, 1, 2], [2, 1, 0])).Value, 1e-15);
        Assert.True(double.IsNaN(new QuadraticKappa(Of(3, [1, 1], [1, 1])).Value));
    }

    [Fact]
    public void Within_one_counts_neighbours() => Assert.Equal(0.75, new WithinOneAccuracy(Of(4, [0, 1, 2, 3], [1, 1, 1, 0])).Value);

    [Fact]
    public void Effective_rows_count_equal_weights_only_once()
    {
        var matrix = new ConfusionMatrix(2);
        foreach (var weight in new[] { 3.0, 3, 3, 0 }) matrix.Add([1, 0], [0], weight);
        Assert.Equal(3, matrix.EffectiveRows, 1e-15);
    }

    [Fact]
    public void The_median_decides_where_it_is_asked_for()
    {
        float[] spread = [0.4f, 0.25f, 0.35f];
        Assert.Equal(0, Decide.MostProbable(spread));
        Assert.Equal(1, Decide.Median(spread));
        Assert.Equal(0, Decide.Median([0.5f, 0, 0.5f]));
        Assert.Equal(2, Decide.Median([0.1f, 0.1f, 0.1f])); // sums of floats may stay under 1/2
        var matrix = new ConfusionMatrix(3, Decide.Median);
        matrix.Add(spread, [0], 1);
        Assert.Equal(1, matrix[0, 1]);
    }

    private static ConfusionMatrix Of(int classes, int[] truths, int[] predictions)
    {
        var matrix = new ConfusionMatrix(classes);
        foreach (var (truth, predicted) in truths.Zip(predictions))
        {
            var probabilities = new float[classes];
            probabilities[predicted] = 1;
            matrix.Add(probabilities, [truth], 1);
        }
        return matrix;
    }
}
