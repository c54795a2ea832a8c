using Polytask.Balancing;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

/// <summary>Methods of the Gramian beside the numbers of other libraries.</summary>
internal static class References
{
    /// <summary>Of every vector, the direction of the method's weights; of a degenerate one only that they are finite.</summary>
    /// <param name="vectors">What other libraries say.</param>
    /// <param name="options">The same options here.</param>
    /// <param name="factor">By what a direction here is longer.</param>
    /// <param name="skip">Vectors that mean nothing, for a reason.</param>
    public static void Compare(IReadOnlyList<ReferenceVector> vectors, Func<ReferenceVector, BalancerOptions> options, Func<ReferenceVector, double>? factor = null, Func<ReferenceVector, bool>? skip = null)
    {
        var compared = 0;
        foreach (var vector in vectors)
        {
            var direction = Direction(vector, options(vector), factor);
            if (vector.Degenerate || vector.Unreliable || skip?.Invoke(vector) == true) continue;
            compared++;
            foreach (var (expected, found) in vector.Numbers("vector").Zip(direction))
                Assert.True(Math.Abs(expected - found) <= vector.Tolerance * Math.Max(1, Math.Abs(expected)), $"{vector.Id}: expected {expected}, found {found}.");
        }
        Assert.NotEqual(0, compared);
    }

    /// <summary>The direction of the method's weights for a vector's matrix.</summary>
    public static double[] Direction(ReferenceVector vector, BalancerOptions options, Func<ReferenceVector, double>? factor = null)
    {
        var jacobian = vector.Matrix;
        var losses = vector.Input.TryGetProperty("losses", out _) ? vector.Losses : [.. jacobian.Select(_ => 1.0)];
        var weights = Steps.Weights(options, losses, Steps.Gramian(jacobian));
        Assert.All(weights, weight => Assert.True(double.IsFinite(weight), $"{vector.Id}: a weight of {weight}."));
        return [.. Jacobians.Combine(jacobian, weights).Select(x => x / (factor?.Invoke(vector) ?? 1))];
    }

    /// <summary>Preferences a: 1, b: 2 and so on, as far as TorchJD's vectors have them.</summary>
    public static Dictionary<string, double>? Preference(ReferenceVector vector) =>
        vector.Parameters.TryGetProperty("pref", out var pref) && pref.GetString() == "[1..m]"
            ? vector.Matrix.Select((_, task) => task).ToDictionary(task => $"{(char)('a' + task)}", task => task + 1.0) : null;

    /// <summary>How much longer a direction is with preferences of mean 1 than with those of TorchJD, 1/m or [1..m] as they stand.</summary>
    public static double Factor(ReferenceVector vector) => vector.Matrix.Length / (Preference(vector)?.Values.Sum() ?? 1);
}
