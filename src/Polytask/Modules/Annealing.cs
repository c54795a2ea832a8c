using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Modules;

/// <summary>How choices that are learnt become sharp in the course of training: drawn by Gumbel-softmax with a temperature that falls.</summary>
/// <remarks>Jang, Gu, Poole, Categorical Reparameterization with Gumbel-Softmax, ICLR 2017.</remarks>
public sealed record Annealing : IConstrained
{
    /// <summary>The share of training during which nothing is chosen yet.</summary>
    [Range(0.0, 0.9)]
    public double WarmUp { get; init; } = 0.1;

    /// <summary>The temperature behind it: the higher, the more evenly choices are drawn.</summary>
    [Range(0.01, 1000)]
    public double First { get; init; } = 5;

    /// <summary>The temperature at the end, which falls to it by the same factor in every step.</summary>
    [Range(0.01, 1000)]
    public double Last { get; init; } = 0.1;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (Last > First) yield return ("last", $"expected at most the first temperature, {ConfigNumber(First)}, found {ConfigNumber(Last)}. Lower it, or raise first.");
    }

    /// <summary>The temperature in a pass; <c>null</c> while nothing is chosen.</summary>
    internal double? Temperature(Pass pass) => pass.Progress < WarmUp ? null : First * Math.Pow(Last / First, (pass.Progress - WarmUp) / (1 - WarmUp));

    private static string ConfigNumber(double number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
