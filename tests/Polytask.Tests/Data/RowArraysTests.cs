using System.Collections.Concurrent;
using CsCheck;
using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class RowArraysTests
{
    private const int Rows = 12, Length = 3;
    private readonly ConcurrentQueue<int> _made = [];

    [Fact]
    public void What_is_read_depends_on_neither_room_nor_expectation() => Gen.Select(
        Gen.Int[0, Rows + 1], Gen.Int[0, Rows - 1].Array[0, 4].Array[1, 9]).ForAll((kept, batches) =>
        {
            var arrays = new RowArrays<int>(Rows, Length, Array, kept * Length * sizeof(int));
            foreach (var (batch, next) in batches.Zip(batches.Skip(1).Append([])))
            {
                arrays.Expect(next);
                foreach (var row in batch) Assert.Equal(Array(row), arrays[row]);
            }
        }, iter: 300);

    [Fact]
    public void As_many_as_there_is_room_for_are_made_once()
    {
        var arrays = Arrays(room: 5 * Length * sizeof(int) + 1);
        Read(arrays);
        Read(arrays);
        // Row 3 has none, and takes no room.
        Assert.Equal([.. Enumerable.Range(0, Rows), .. Enumerable.Range(6, Rows - 6)], _made);
        Assert.False(arrays.AreKept);
    }

    [Fact]
    public void What_is_expected_is_made_in_order_on_another_thread_and_once()
    {
        var arrays = Arrays(room: 0);
        arrays.Expect(new[] { 4, 2, 4, 7 });
        arrays.Expect(new[] { 1 });
        // Nothing is read, and yet it is made.
        Assert.True(SpinWait.SpinUntil(() => _made.Count == 4, TimeSpan.FromMinutes(1)));
        Assert.Equal([4, 2, 7], _made.Where(row => row != 1));
        foreach (var row in new[] { 7, 2, 4, 1 }) Assert.Equal(Array(row), arrays[row]);
        Assert.Equal(4, _made.Count);
    }

    [Fact]
    public void What_is_kept_is_not_expected()
    {
        var arrays = Arrays(room: long.MaxValue);
        Read(arrays);
        Assert.True(arrays.AreKept);
        arrays.Expect(Enumerable.Range(0, Rows).ToArray());
        Read(arrays);
        Assert.Equal(Rows, _made.Count);
    }

    [Fact]
    public void What_goes_wrong_on_the_other_thread_is_thrown_where_the_row_is_read()
    {
        var arrays = new RowArrays<int>(Rows, Length, row => row == 2 ? throw new DataException("row 2 is lost") : Array(row), room: 0);
        arrays.Expect(new[] { 1, 2 });
        arrays.Expect(new[] { 3 });
        Assert.Equal("row 2 is lost", Assert.Throws<DataException>(() => arrays[2]).Message);
        arrays.LeaveOut(2);
        Assert.Null(arrays[2]);
    }

    [Fact]
    public void The_source_is_closed_when_all_are_kept()
    {
        using var source = new MemoryStream();
        var arrays = new RowArrays<int>(Rows, Length, Array, long.MaxValue, source);
        for (var row = 0; row < Rows; row++)
        {
            Assert.True(source.CanRead);
            if (row == 5) arrays.LeaveOut(row);
            else _ = arrays[row];
        }
        Assert.False(source.CanRead);
    }

    [Fact]
    public void An_array_of_another_length_is_refused()
    {
        Assert.Equal("Expected arrays of 4, found one of 3 for row 1.", Assert.Throws<ArgumentException>(() => new RowArrays<int>([null, Array(1)], 4)).Message);
        Assert.True(new RowArrays<int>([null, Array(1)], Length).AreKept);
    }

    private RowArrays<int> Arrays(long room) => new(Rows, Length, row =>
    {
        _made.Enqueue(row);
        return Array(row);
    }, room);

    private static int[]? Array(int row) => row == 3 ? null : [row, row * row, -row];

    private static void Read(RowArrays<int> arrays)
    {
        for (var row = 0; row < Rows; row++) Assert.Equal(Array(row), arrays[row]);
    }
}
