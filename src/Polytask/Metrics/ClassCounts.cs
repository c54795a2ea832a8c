namespace Polytask.Metrics;

/// <summary>Hits and misses of every class, taken one class against the rest.</summary>
public abstract class ClassCounts(int classes) : Accumulator
{
    /// <summary>The number of classes.</summary>
    public int Classes { get; } = classes;

    /// <summary>The weight of rows of the class that were predicted as the class.</summary>
    public abstract double TruePositives(int k);

    /// <summary>The weight of rows of other classes that were predicted as the class.</summary>
    public abstract double FalsePositives(int k);

    /// <summary>The weight of rows of the class that were not predicted as the class.</summary>
    public abstract double FalseNegatives(int k);

    /// <summary>Of the rows predicted as the class, the share that are of the class; not defined where none was predicted.</summary>
    public double Precision(int k) => TruePositives(k) / (TruePositives(k) + FalsePositives(k));

    /// <summary>Of the rows of the class, the share that were predicted as the class; not defined where there are none.</summary>
    public double Recall(int k) => TruePositives(k) / (TruePositives(k) + FalseNegatives(k));

    /// <summary>The harmonic mean of precision and recall; not defined where the class is neither there nor predicted.</summary>
    public double F1(int k) => 2 * TruePositives(k) / (2 * TruePositives(k) + FalsePositives(k) + FalseNegatives(k));

    internal double MeanOverClasses(Func<int, double> measure) => Means.OfDefined(Enumerable.Range(0, Classes).Select(measure));

    internal double SumOverClasses(Func<int, double> measure) => Enumerable.Range(0, Classes).Sum(measure);
}
