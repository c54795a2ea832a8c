using Polytask.Numerics;

namespace Polytask.Data;

/// <summary>Some rows of encoded data, in batch order. Nothing is copied: kernels read the rows where they lie.</summary>
public readonly record struct Batch(EncodedRows Data, ReadOnlyMemory<int> Rows)
{
    /// <summary>The seed of how each row is varied, [rows]; empty where rows are as they are.</summary>
    public ReadOnlyMemory<long> Views { get; private init; }

    /// <summary>How the rows are mixed with each other; <c>null</c> where each is seen alone.</summary>
    internal RowMixing? Mixing { get; private init; }

    /// <summary>Rows in the batch.</summary>
    public int Count => Rows.Length;

    /// <summary>The same rows as training sees them: each is varied anew where the input is, and what lies in it with it.</summary>
    public Batch Varied(RandomStream random)
    {
        if (!Data.Inputs.Any(input => input.Varies)) return this;
        var views = new long[Count];
        foreach (ref var view in views.AsSpan()) view = (long)random.NextUInt64();
        return this with { Views = views };
    }

    /// <summary>The same rows, mixed with each other in pairs drawn at random, all by one share.</summary>
    /// <param name="random">The random stream.</param>
    /// <param name="strength">The share is drawn from a beta distribution with this as both of its parameters; with 0, rows stay as they are.</param>
    public Batch Mixed(RandomStream random, double strength)
    {
        if (strength == 0) return this;
        int[] into = [.. Enumerable.Range(0, Count)];
        random.Shuffle(into);
        return this with { Mixing = new RowMixing(Beta.Draw(random, strength, strength), into) };
    }

    /// <summary>The random numbers that vary a row of the batch, the same ones every time; <c>null</c> where it is as it is.</summary>
    public RandomStream? View(int index) => Views.IsEmpty ? null : new RandomStream(Views.Span[index], "view");

    /// <summary>The encoded label of a row of the batch, [width]: a label that lies in its image is moved as that is.</summary>
    /// <param name="task">The task.</param>
    /// <param name="index">The row's place in the batch.</param>
    /// <param name="room">Room for a label that is moved, [width].</param>
    public ReadOnlySpan<float> Target(int task, int index, Span<float> room)
    {
        var (targets, row) = (Data.Targets[task], Rows.Span[index]);
        if (targets.Geometry is null || Views.IsEmpty) return targets[row];
        foreach (var input in Data.Inputs)
        {
            if (input.Geometry(View(index)!) is not { } geometry) continue;
            targets.Geometry.Move(targets[row], geometry, room);
            return room;
        }
        return targets[row];
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
