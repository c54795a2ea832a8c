using Polytask.Numerics;

namespace Polytask.Data;

/// <summary>Some rows of encoded data, in batch order. Nothing is copied: kernels read the rows where they lie.</summary>
public readonly record struct Batch(EncodedRows Data, ReadOnlyMemory<int> Rows)
{
    /// <summary>The seed of how each row is varied, [rows]; empty where rows are as they are.</summary>
    public ReadOnlyMemory<long> Views { get; private init; }

    /// <summary>Rows in the batch.</summary>
    public int Count => Rows.Length;

    /// <summary>The same rows as training sees them: each is varied anew where the input is, and the labels of its pixels with it.</summary>
    public Batch Varied(RandomStream random)
    {
        if (!Data.Inputs.Any(input => input.Varies)) return this;
        var views = new long[Count];
        foreach (ref var view in views.AsSpan()) view = (long)random.NextUInt64();
        return this with { Views = views };
    }

    /// <summary>The random numbers that vary a row of the batch, the same ones every time; <c>null</c> where it is as it is.</summary>
    public RandomStream? View(int index) => Views.IsEmpty ? null : new RandomStream(Views.Span[index], "view");

    /// <summary>The encoded label of a row of the batch, [width]: labels of pixels are moved as its image is.</summary>
    /// <param name="task">The task.</param>
    /// <param name="index">The row's place in the batch.</param>
    /// <param name="room">Room for a label that is moved, [width].</param>
    public ReadOnlySpan<float> Target(int task, int index, Span<float> room)
    {
        var (targets, row) = (Data.Targets[task], Rows.Span[index]);
        if (targets.Maps is not { } maps || View(index) is not { } random || Data.Inputs[0].Geometry(random) is not { } geometry) return targets[row];
        maps.Move(targets[row], geometry, room);
        return room;
    }

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
