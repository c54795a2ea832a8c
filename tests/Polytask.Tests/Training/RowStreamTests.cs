using CsCheck;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class RowStreamTests
{
    private static readonly Gen<(int Rows, int Size)> Streams = Gen.Select(Gen.Int[1, 50], Gen.Int[1, 60]);

    [Fact]
    public void Every_cycle_serves_every_row_once() => Streams.ForAll(s =>
    {
        int[] rows = [.. Enumerable.Range(100, s.Rows)];
        var stream = new RowStream(1, "rows", rows);
        var perCycle = stream.BatchesPerCycle(s.Size);
        for (var cycle = 0; cycle < 3; cycle++)
            Assert.Equal(rows, Enumerable.Range(0, (int)perCycle).SelectMany(batch => stream.Batch(cycle * perCycle + batch, s.Size).ToArray()).Order());
    }, iter: 100);

    [Fact]
    public void A_batch_is_a_function_of_its_number() => Gen.Select(Streams, Gen.Int[0, 200].Array[1, 20]).ForAll((s, numbers) =>
    {
        int[] rows = [.. Enumerable.Range(0, s.Rows)];
        var wandering = new RowStream(1, "rows", rows);
        foreach (var number in numbers)
            Assert.Equal(new RowStream(1, "rows", rows).Batch(number, s.Size).ToArray(), wandering.Batch(number, s.Size).ToArray());
    }, iter: 100);

    [Fact]
    public void Batches_handed_out_stay_as_they_are()
    {
        var stream = new RowStream(1, "rows", [.. Enumerable.Range(0, 10)]);
        var batch = stream.Batch(0, 10);
        var before = batch.ToArray();
        stream.Batch(1, 10);
        Assert.Equal(before, batch.ToArray());
    }

    [Fact]
    public void Cycles_seeds_and_names_have_orders_of_their_own()
    {
        int[] rows = [.. Enumerable.Range(0, 30)];
        int[][] orders = [First(1, "a", 0), First(1, "a", 1), First(1, "b", 0), First(2, "a", 0)];
        Assert.Equal(4, orders.Select(order => string.Join(',', order)).Distinct().Count());

        int[] First(long seed, string name, int cycle) => new RowStream(seed, name, rows).Batch(cycle, 30).ToArray();
    }
}
