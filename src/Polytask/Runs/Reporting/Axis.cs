namespace Polytask.Runs.Reporting;

/// <summary>The range of an axis, and where figures stand on it: 1, 2 or 5 times a power of ten apart.</summary>
internal sealed record Axis(double Low, double High, double Step)
{
    /// <summary>An axis for numbers of a range.</summary>
    /// <param name="least">The least number.</param>
    /// <param name="most">The largest.</param>
    /// <param name="margin">The share of the range that stays free on either side.</param>
    /// <param name="figures">About how many figures.</param>
    /// <param name="whole">Whether figures are whole numbers.</param>
    public static Axis Of(double least, double most, double margin, int figures, bool whole = false)
    {
        var range = most > least ? most - least : Math.Max(Math.Abs(most), 1);
        var power = Math.Pow(10, Math.Floor(Math.Log10(range / figures)));
        var step = power * new[] { 1, 2, 5, 10 }.First(times => power * times * figures >= range * (1 - 1e-9));
        return new Axis(least - margin * range, most + margin * range, whole ? Math.Max(1, step) : step);
    }

    /// <summary>Where the figures stand.</summary>
    public IEnumerable<double> Figures()
    {
        for (var times = Math.Ceiling(Low / Step); times * Step <= High; times++) yield return times * Step;
    }

    /// <summary>Where a number lies between the ends: 0 at the lower, 1 at the higher.</summary>
    public double Share(double value) => (value - Low) / (High - Low);
}
