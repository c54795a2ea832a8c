namespace Polytask.Data;

/// <summary>All rows of a data set as numbers: one column per input, one per task.</summary>
public sealed class EncodedRows(int count, IReadOnlyList<EncodedColumn> inputs, IReadOnlyList<TargetColumn> targets)
{
    private readonly bool _areAtHand = inputs.All(input => input.IsAtHand) && targets.All(target => target.IsAtHand);

    /// <summary>The number of rows.</summary>
    public int Count { get; } = count;

    /// <summary>The inputs, in run-file order.</summary>
    public IReadOnlyList<EncodedColumn> Inputs { get; } = inputs;

    /// <summary>Rows with an input that cannot be read, which are to be left out, each with what is wrong.</summary>
    public IReadOnlyDictionary<int, string> Unreadable { get; } = inputs.SelectMany(input => input.Unreadable).DistinctBy(row => row.Key).OrderBy(row => row.Key).ToDictionary();

    /// <summary>Makes what rows hold beside, such as their decoded images, where it is not at hand: they are read next, or after those expected before them.</summary>
    /// <param name="rows">Finds the rows, if they are of use.</param>
    internal void Expect(Func<ReadOnlyMemory<int>> rows)
    {
        if (_areAtHand) return;
        var next = rows();
        foreach (var input in Inputs) input.Expect(next);
        foreach (var target in Targets) target.Expect(next);
    }

    /// <summary>The labels of the tasks, in run-file order; empty when there are only inputs to predict from.</summary>
    public IReadOnlyList<TargetColumn> Targets { get; } = targets;
}
