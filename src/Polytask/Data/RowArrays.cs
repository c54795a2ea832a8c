using System.Runtime.CompilerServices;

namespace Polytask.Data;

/// <summary>
/// An array for each row, such as the bytes of its decoded image. As many as there is room for are kept, those read first; others are made again when they are read, and those
/// that are expected on another thread, in order, while the ones before are at work. What is read depends on neither. For one reader.
/// </summary>
/// <typeparam name="T">What the arrays hold.</typeparam>
public sealed class RowArrays<T> where T : unmanaged
{
    private static readonly T[] None = [];
    private static readonly Task<Dictionary<int, T[]?>> Nothing = Task.FromResult(new Dictionary<int, T[]?>());
    private readonly T[]?[] _kept;
    private readonly Func<int, T[]?> _make;
    private readonly IDisposable? _source;
    private readonly Lock _making = new();
    private Task<Dictionary<int, T[]?>> _now = Nothing, _next = Nothing;
    private long _room;
    private int _missing;

    /// <summary>Takes arrays that are all there.</summary>
    /// <param name="arrays">The arrays; <c>null</c> for a row without one.</param>
    /// <param name="length">The length that each has.</param>
    /// <exception cref="ArgumentException">One has another length.</exception>
    public RowArrays(IReadOnlyList<T[]?> arrays, int length) : this(arrays.Count, length, row => arrays[row], long.MaxValue)
    {
        for (var row = 0; row < Count; row++) _ = this[row];
    }

    /// <summary>Takes a way to make arrays.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="length">The length of every array.</param>
    /// <param name="make">Makes the array of a row, the same one every time; <c>null</c> for a row without one. It is called by one thread at a time.</param>
    /// <param name="room">How many bytes of arrays are kept.</param>
    /// <param name="source">What they are made from; it is disposed of when all are kept.</param>
    public RowArrays(int count, int length, Func<int, T[]?> make, long room, IDisposable? source = null)
    {
        (_kept, Length, _make, _room, _source, _missing) = (new T[]?[count], length, make, room, source, count);
        if (count == 0) source?.Dispose();
    }

    /// <summary>The number of rows.</summary>
    public int Count => _kept.Length;

    /// <summary>The length of every array.</summary>
    public int Length { get; }

    /// <summary>Whether every row was read, and all are kept.</summary>
    public bool AreKept => _missing == 0;

    /// <summary>The array of a row, [length]; <c>null</c> where it has none.</summary>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public T[]? this[int row]
    {
        get
        {
            if (_kept[row] is { } kept) return ReferenceEquals(kept, None) ? null : kept;
            // Made beside, perhaps still being made; what went wrong there is thrown here, where the row is read.
            if (_now.GetAwaiter().GetResult().TryGetValue(row, out var made) || _next.GetAwaiter().GetResult().TryGetValue(row, out made)) return made;
            made = Make(row);
            Keep(row, made);
            return made;
        }
    }

    /// <summary>Takes it that a row has no array: its own could not be made.</summary>
    public void LeaveOut(int row) => Keep(row, null);

    /// <summary>Makes what rows hold on another thread, if it is not kept: they are read next, or after those expected before them.</summary>
    public void Expect(ReadOnlyMemory<int> rows)
    {
        int[] missing = [.. rows.ToArray().Where(row => _kept[row] is null).Distinct()];
        (_now, _next) = (_next, missing.Length == 0 ? Nothing : Task.Run(() => missing.ToDictionary(row => row, Make)));
    }

    private T[]? Make(int row)
    {
        lock (_making)
        {
            var made = _make(row);
            return made is null || made.Length == Length ? made : throw new ArgumentException($"Expected arrays of {Length}, found one of {made.Length} for row {row}.");
        }
    }

    private void Keep(int row, T[]? made)
    {
        var bytes = (long)Unsafe.SizeOf<T>() * (made?.Length ?? 0);
        if (bytes > _room) return;
        _room -= bytes;
        _kept[row] = made ?? None;
        if (--_missing == 0) _source?.Dispose();
    }
}
