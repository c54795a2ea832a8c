using System.Text.Json;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

/// <summary>What the tests of the methods that look at losses have in common.</summary>
internal static class LossMethods
{
    private static readonly BalancerOptions[] All =
        [.. typeof(BalancerOptions).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(BalancerOptions)) && !type.IsAbstract)
            .Select(type => (BalancerOptions)Activator.CreateInstance(type)!)
            .Where(options => options.Create(Steps.Problem(3)) is LossBalancer)];

    /// <summary>The option records of all loss methods, by name.</summary>
    public static TheoryData<string> Names => [.. All.Select(options => options.GetType().Name)];

    /// <summary>A method of default options.</summary>
    public static LossBalancer Create(string name, int tasks) => (LossBalancer)All.Single(options => options.GetType().Name == name).Create(Steps.Problem(tasks));

    /// <summary>A method for so many tasks.</summary>
    public static LossBalancer Create(BalancerOptions options, int tasks) => (LossBalancer)options.Create(Steps.Problem(tasks));

    /// <summary>The weights of a step; NaN stands for a task without label.</summary>
    public static double[] Weigh(LossBalancer method, double[] losses, int epoch = 0, long number = 0, Action<string>? say = null)
    {
        var step = Step(losses, epoch, number, say);
        return Steps.Weights(method, step);
    }

    /// <summary>A step with scores that follow from the losses.</summary>
    public static BalancingStep Step(double[] losses, int epoch = 0, long number = 0, Action<string>? say = null)
    {
        var step = new BalancingStep(losses.Length, seed: 1, say);
        step.Begin(number, epoch);
        for (var task = 0; task < losses.Length; task++)
            if (!double.IsNaN(losses[task])) step.Add(task, losses[task], epoch == 0 ? double.NaN : 1 / (1 + losses[task]));
        return step;
    }

    /// <summary>Weights of a step, and learning from losses that have fallen a little, by another share for each.</summary>
    public static double[] WeighAndLearn(LossBalancer method, double[] losses, int epoch = 0, long number = 0)
    {
        var step = Step(losses, epoch, number);
        var weights = Steps.Weights(method, step);
        var after = step.Losses.ToArray();
        for (var i = 0; i < after.Length; i++) after[i] *= 1 - 0.1 / (1 + after[i]);
        method.Learn(step, after);
        return weights;
    }

    /// <summary>What a method remembers by a name.</summary>
    public static double[] Memory(Balancer method, string name) => method.Memory.Single(memory => memory.Name == name).Numbers;

    /// <summary>Numbers for the tasks a, b, c and so on.</summary>
    public static Dictionary<string, double> Named(double[] numbers) =>
        Steps.Problem(numbers.Length).Tasks.Zip(numbers).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>An array among the options of a vector; where it is not stated, or is in words, the same number for all.</summary>
    public static double[] Numbers(ReferenceVector vector, string name, double otherwise, int count) =>
        vector.Parameters.TryGetProperty(name, out var numbers) && numbers.ValueKind == JsonValueKind.Array
            ? numbers.Deserialize<double[]>()! : [.. Enumerable.Repeat(otherwise, count)];

    /// <summary>Jᵀw.</summary>
    public static double[] Direction(double[][] jacobian, double[] weights) =>
        [.. jacobian[0].Select((_, column) => jacobian.Zip(weights, (row, weight) => row[column] * weight).Sum())];

    /// <summary>
    /// Asserts that Jᵀw is that of a library, to the tolerance of its file. Loss methods do not look at gradients, so that this holds for
    /// degenerate and rank-deficient ones too.
    /// </summary>
    public static void MakeTheVectors(IEnumerable<ReferenceVector> vectors, Func<ReferenceVector, double[]> weights)
    {
        foreach (var vector in vectors)
            Close(vector.Numbers("vector"), Direction(vector.Matrix, weights(vector)), vector.Tolerance, vector.Id);
    }

    /// <summary>Asserts that numbers are equal but for so much.</summary>
    public static void Close(double[] expected, double[] actual, double tolerance, string? of = null)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{of}: expected {string.Join(", ", expected)}, found {string.Join(", ", actual)}");
    }

    /// <summary>
    /// Asserts that weights are the gradient of an objective, by central differences: their error is of the order of the square of the
    /// step (1e-10 here) and of rounding divided by it (1e-11).
    /// </summary>
    public static void AreTheGradient(Func<double[], double> objective, double[] losses, double[] weights, double tolerance = 1e-6)
    {
        for (var i = 0; i < losses.Length; i++)
        {
            var step = 1e-5 * losses[i];
            double[] up = [.. losses], down = [.. losses];
            (up[i], down[i]) = (losses[i] + step, losses[i] - step);
            var slope = (objective(up) - objective(down)) / (up[i] - down[i]);
            Assert.True(Math.Abs(slope - weights[i]) <= tolerance * (1 + Math.Abs(slope)), $"task {i}: expected {slope}, found {weights[i]}");
        }
    }

    /// <summary>Asserts that losses of 0 and below, and NaN, are errors that name method and task.</summary>
    public static void RejectsLossesOf0(BalancerOptions options, string kind)
    {
        foreach (var loss in new[] { 0, -0.3 })
        {
            var error = Assert.Throws<TrainingException>(() => Weigh(Create(options, 2), [1, loss]));
            Assert.StartsWith(FormattableString.Invariant($"balancing '{kind}': expected losses above 0, found {loss} for task 'b'. "), error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Asserts that losses below 0 are errors that name method and task, and that 0 is none.</summary>
    public static void RejectsLossesBelow0(BalancerOptions options, string kind)
    {
        var error = Assert.Throws<TrainingException>(() => Weigh(Create(options, 2), [1, -0.3]));
        Assert.StartsWith($"balancing '{kind}': expected losses of at least 0, found -0.3 for task 'b'. ", error.Message, StringComparison.Ordinal);
        Assert.All(Weigh(Create(options, 2), [1, 0]), weight => Assert.True(double.IsFinite(weight)));
    }
}
