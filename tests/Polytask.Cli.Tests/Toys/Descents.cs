using Polytask.Cli.Toys;

namespace Polytask.Cli.Tests.Toys;

/// <summary>The ways of a method down a toy problem, from all its starts.</summary>
internal static class Descents
{
    /// <summary>Goes down a problem.</summary>
    /// <param name="problem">The problem's name.</param>
    /// <param name="method">The method, as the command line names it.</param>
    /// <param name="rate">The learning rate over the publication's.</param>
    /// <param name="steps">How many steps; by default the publication's.</param>
    public static ToyPath[] Of(string problem, string method, double rate = 1, int? steps = null)
    {
        var toy = ToyProblem.All[problem];
        return
        [
            .. toy.Starts.Select(start =>
            {
                using var descent = new ToyDescent(toy, toy.Rule with { Rate = rate * toy.Rule.Rate, Steps = steps ?? toy.Rule.Steps }, ToyMethod.Parse(method).Options);
                return descent.Run(start, stop: TestContext.Current.CancellationToken);
            }),
        ];
    }

    /// <summary>Asserts what was measured elsewhere, start by start; where that depends on rounding, there is no number.</summary>
    public static void Are(this IEnumerable<double> found, double tolerance, params double?[] expected)
    {
        Assert.Equal(expected.Length, found.Count());
        foreach (var (start, (number, wanted)) in found.Zip(expected).Index())
            Assert.True(wanted is not { } exact || Math.Abs(number - exact) <= tolerance * Math.Max(1e-4, Math.Abs(exact)), $"start {start}: expected {wanted}, found {number}");
    }
}
