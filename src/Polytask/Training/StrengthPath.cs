using Polytask.LinearModels;

namespace Polytask.Training;

/// <summary>The strengths of a penalty that are tried, from the largest down.</summary>
internal static class StrengthPath
{
    /// <summary>The one strength that the options name, or a geometric path of them.</summary>
    /// <param name="options">The options.</param>
    /// <param name="largest">Where a path begins.</param>
    public static IReadOnlyList<double> Of(LinearOptions options, double largest) => options.Strength is { } strength
        ? [strength]
        : [.. Enumerable.Range(0, options.Strengths).Select(i => largest * Math.Pow(options.Smallest, i / (options.Strengths - 1.0)))];
}
