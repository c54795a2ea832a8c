namespace Polytask.Data;

/// <summary>Some rows of encoded data, in batch order. Nothing is copied: kernels read the rows where they lie.</summary>
public readonly record struct Batch(EncodedRows Data, ReadOnlyMemory<int> Rows)
{
    /// <summary>Rows in the batch.</summary>
    public int Count => Rows.Length;

    /// <summary>For each task, whether a row of the batch has a label of it that counts.</summary>
    public bool[] LabelledTasks()
    {
        var labelled = new bool[Data.Targets.Count];
        for (var task = 0; task < labelled.Length; task++)
            foreach (var row in Rows.Span)
                if (labelled[task] = Data.Targets[task].Has(row) && Data.Targets[task].Weight(row) > 0) break;
        return labelled;
    }
}
