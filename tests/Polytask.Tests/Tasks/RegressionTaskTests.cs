using CsCheck;
using Polytask.Tasks;

namespace Polytask.Tests.Tasks;

public sealed class RegressionTaskTests
{
    [Fact]
    public void Outputs_are_deviations_from_the_mean()
    {
        var task = new RegressionTask().Fit("price", Labels.Of("1", "3", "5", "7")); // mean 4, deviation √5
        Assert.Equal(4, Predict(task, 0));
        Assert.Equal(4 + Math.Sqrt(5), Predict(task, 1), 1e-6); // a float
        Assert.Equal(1 / 5.0, task.Loss([0], [5], new float[1]), 1e-12);
        Assert.Equal(["price"], task.PredictionNames);
    }

    [Fact]
    public void The_unit_of_the_column_does_not_change_the_loss() =>
        Gen.Select(Gen.Int[-1000, 1000].Array[2, 20], Gen.Int[-8, 8], Gen.Int[-50, 50]).ForAll((values, power, output) =>
        {
            // A power of 2 scales floats without rounding, deviations with one in the last digit.
            var (task, scaled) = (Fit(values, 1), Fit(values, Math.Pow(2, power)));
            Assert.Equal(task.Loss([output], [values[0]], new float[1]), scaled.Loss([output], [(float)(values[0] * Math.Pow(2, power))], new float[1]), 1e-6);
        }, iter: 100);

    [Fact]
    public void A_constant_column_is_predicted_and_does_no_harm()
    {
        var task = new RegressionTask().Fit("n", Labels.Of("3", "3", "3"));
        Assert.Equal(3, Predict(task, 0));
        Assert.Equal(0, task.Loss([0], [3], new float[1]));
    }

    [Theory]
    [InlineData("squared", 16, 8)]
    [InlineData("absolute", 4, 1)]
    [InlineData("huber", 3.5, 1)]
    public void The_loss_is_the_one_asked_for(string loss, double expected, double derivative)
    {
        var gradient = new float[1];
        var task = new RegressionTask { Loss = Enum.Parse<RegressionLoss>(loss, ignoreCase: true) }.Fit("n", Labels.Of("-1", "1"));
        Assert.Equal(expected, task.Loss([4], [0], gradient));
        Assert.Equal(derivative, gradient[0]);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-∞")]
    [InlineData("1e99")]
    [InlineData("1,5")]
    [InlineData("twelve")]
    [InlineData("0x10")]
    public void What_is_not_a_finite_number_is_refused_at_its_place(string label) =>
        Assert.Equal(
            $"data.csv:3  column 'n': expected a finite number such as -1.5 or 2e3, found \"{label}\". Correct it, or leave the cell empty where the number is not known.",
            Assert.Throws<DataException>(() => new RegressionTask().Fit("n", Labels.Of("1", label))).Message);

    private static PredictionTask Fit(int[] values, double scale) =>
        new RegressionTask().Fit("n", Labels.Of(values.Append(values[0] + 1).Select(value => (value * scale).ToString(System.Globalization.CultureInfo.InvariantCulture))));

    private static float Predict(PredictionTask task, float output)
    {
        var prediction = new float[1];
        task.Predict([output], prediction);
        return prediction[0];
    }
}
