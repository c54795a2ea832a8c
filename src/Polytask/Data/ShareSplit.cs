using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>A split that gives each part a share of the rows.</summary>
public abstract record ShareSplit : SplitOptions, IConstrained
{
    /// <summary>The share of validation rows.</summary>
    [Range(0.0, 0.9)]
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>The share of test rows.</summary>
    [Range(0.0, 0.9)]
    public double TestShare { get; init; } = 0.2;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (ValidationShare + TestShare >= 1)
            yield return ("testShare", "validationShare and testShare leave nothing for training. Make their sum less than 1.");
    }

    /// <summary>The numbers of validation and test rows of so many; one row at least is left for training.</summary>
    private protected (int Validation, int Test) Counts(int rows)
    {
        var test = Math.Min(Round(rows * TestShare), rows - 1);
        return (Math.Min(Round(rows * ValidationShare), rows - 1 - test), test);
    }

    /// <summary>Gives the first rows to one part, those after them to validation and the last to another. Rows with equal keys stay together, in the later part.</summary>
    private protected static void Divide<TKey>(IReadOnlyList<(int Row, TKey Key)> ordered, (Part Part, int Count) first, int validation, Part last, Part[] parts)
    {
        var (begin, end) = (Boundary(ordered, first.Count), Boundary(ordered, first.Count + validation));
        for (var i = 0; i < ordered.Count; i++) parts[ordered[i].Row] = i < begin ? first.Part : i < end ? Part.Validation : last;
    }

    private static int Boundary<TKey>(IReadOnlyList<(int Row, TKey Key)> ordered, int at)
    {
        while (at > 0 && at < ordered.Count && EqualityComparer<TKey>.Default.Equals(ordered[at - 1].Key, ordered[at].Key)) at--;
        return at;
    }

    private static int Round(double count) => (int)Math.Round(count, MidpointRounding.AwayFromZero);
}
