using Polytask.Numerics;

namespace Polytask.Data;

/// <summary>One input of all rows, encoded.</summary>
public abstract class EncodedColumn
{
    private protected EncodedColumn() { }

    /// <summary>Rows whose value cannot be read, and what is wrong with it, where such rows are to be left out.</summary>
    public IReadOnlyDictionary<int, string> Unreadable { get; init; } = new Dictionary<int, string>();

    /// <summary>Whether what all rows hold is at hand; otherwise some of it is made when it is read.</summary>
    internal virtual bool IsAtHand => true;

    /// <summary>Makes what rows hold beside, where it is not at hand: they are read next.</summary>
    internal virtual void Expect(ReadOnlyMemory<int> rows) { }

    /// <summary>Whether training sees rows varied at random.</summary>
    public virtual bool Varies => false;

    /// <summary>How training moves the places of a row; <c>null</c> where it has none that could move.</summary>
    internal virtual Affine? Geometry(RandomStream random) => null;

    /// <summary>What people see of a row where its cell would say little: a small picture, as a data URI of a PNG. By default there is none.</summary>
    public virtual string? Picture(int row) => null;
}

/// <summary>Each row is a bag of weighted features: row i holds <c>Ids[Offsets[i]..Offsets[i+1]]</c> with <c>Weights</c> at the same places.</summary>
public sealed class BagColumn : EncodedColumn
{
    /// <summary>Takes bags that lie one after another.</summary>
    /// <exception cref="ArgumentException">An id is no feature: it would lie outside the embedding table.</exception>
    public BagColumn(int[] offsets, int[] ids, float[] weights, int buckets)
    {
        foreach (var id in ids)
            if ((uint)id >= (uint)buckets) throw new ArgumentException($"Expected feature ids in [0, {buckets}), found {id}.", nameof(ids));
        (Offsets, Ids, Weights, Buckets) = (offsets, ids, weights, buckets);
    }

    /// <summary>Where each row begins; one more entry than rows.</summary>
    public int[] Offsets { get; }

    /// <summary>Feature ids, each in [0, Buckets).</summary>
    public int[] Ids { get; }

    /// <summary>The weight of each feature in its row.</summary>
    public float[] Weights { get; }

    /// <summary>The number of different features: the rows of the embedding table.</summary>
    public int Buckets { get; }
}

/// <summary>Each row is <see cref="Width"/> numbers.</summary>
public abstract class NumberColumn : EncodedColumn
{
    private protected NumberColumn(int width) => Width = width;

    /// <summary>Numbers per row.</summary>
    public int Width { get; }

    /// <summary>Writes the numbers of a row, [width].</summary>
    public abstract void CopyTo(int row, Span<float> numbers);

    /// <summary>Writes the numbers of a row as training sees them: varied at random, where the input is.</summary>
    public virtual void CopyTo(int row, Span<float> numbers, RandomStream random) => CopyTo(row, numbers);
}

/// <summary>Numbers as they are, row after row.</summary>
public sealed class DenseColumn(float[] values, int width) : NumberColumn(width)
{
    /// <summary>The numbers, [rows, width].</summary>
    public float[] Values { get; } = values;

    /// <inheritdoc/>
    public override void CopyTo(int row, Span<float> numbers) => Values.AsSpan(row * Width, Width).CopyTo(numbers);
}
