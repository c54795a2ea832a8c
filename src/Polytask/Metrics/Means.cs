namespace Polytask.Metrics;

internal static class Means
{
    /// <summary>The mean of the values that are defined; <see cref="double.NaN"/> where none is.</summary>
    public static double OfDefined(IEnumerable<double> values) => values.Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average();
}
