namespace Polytask.Bench;

/// <summary>Figures of ten repetitions.</summary>
internal static class Repeats
{
    public const int Count = 10;
    private const double Quantile = 2.262; // of Student's t with 9 degrees of freedom, for 95 %

    public static (double Mean, double Deviation) Statistics(IReadOnlyCollection<double> numbers)
    {
        var mean = numbers.Average();
        return (mean, Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Count - 1)));
    }

    /// <summary>The mean difference of two lists, repetition by repetition, with its 95 % interval.</summary>
    public static string Difference(IEnumerable<double> one, IEnumerable<double> other, string format)
    {
        var (mean, deviation) = Statistics([.. one.Zip(other, (a, b) => a - b)]);
        var half = Quantile * deviation / Math.Sqrt(Count);
        return $"{Page.Number(mean, format)} ({Page.Number(mean - half, format)} to {Page.Number(mean + half, format)})";
    }
}
