using CsCheck;
using Polytask.Data;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;

namespace Polytask.Tests.Modules;

/// <summary>Bags equal torch's EmbeddingBag, forward and backward.</summary>
public sealed class EmbeddingBagTests
{
    // Widths below, at and beyond the kernels' blocks of 4, 16 and 64 numbers.
    private static readonly Gen<int> Widths = Gen.OneOf([.. new[] { 1, 3, 4, 15, 16, 20, 64, 67, 133 }.Select(Gen.Const)]);

    [Fact]
    public void A_sum_equals_torch() => Gen.Select(Widths, Gen.Int[0, 1000]).ForAll((width, seed) =>
    {
        var problem = new Problem(width, seed, row => row % 3);
        problem.Compare(Pooling.Sum, problem.Column.Weights);
    }, iter: 30);

    [Fact]
    public void A_mean_of_unweighted_features_equals_torch() => Gen.Select(Widths, Gen.Int[0, 1000]).ForAll((width, seed) =>
    {
        var problem = new Problem(width, seed, row => row % 3, unweighted: true);
        problem.Compare(Pooling.Mean, null);
    }, iter: 30);

    [Fact]
    public void A_weighted_mean_is_the_sum_with_weights_that_sum_to_one() => Gen.Select(Widths, Gen.Int[0, 1000]).ForAll((width, seed) =>
    {
        var problem = new Problem(width, seed, row => row % 3);
        var weights = problem.Column.Weights.ToArray();
        for (var row = 0; row < Problem.Rows; row++)
        {
            var bag = weights.AsSpan(problem.Column.Offsets[row]..problem.Column.Offsets[row + 1]);
            var total = bag.ToArray().Sum();
            foreach (ref var weight in bag) weight /= total;
        }
        problem.Compare(Pooling.Mean, weights);
    }, iter: 30);

    [Fact]
    public void Long_bags_equal_torch() => new Problem(64, 1, _ => 300).Compare(Pooling.Sum, null, useColumnWeights: true);

    [Fact]
    public void Only_rows_that_occur_under_a_cotangent_are_touched()
    {
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        var table = store.AddTable("table", ParameterStore.Shared, TableRole.Embedding, 6, 2, Initialisers.Uniform(1));
        var column = new BagColumn([0, 2, 3, 3], [4, 1, 5], [1, 1, 1], 6);
        var cotangent = torch.tensor(new float[,] { { 1, 0 }, { 0, 0 }, { 1, 1 } });
        Pull(new EmbeddingBag(table, Pooling.Sum), column, [0, 1, 2], cotangent);
        Assert.Equal([4, 1], table.Gradient.Rows.ToArray());
    }

    [Fact]
    public void Bags_of_another_table_are_refused()
    {
        using var store = new ParameterStore(1);
        var table = store.AddTable("table", ParameterStore.Shared, TableRole.Embedding, 6, 2, Initialisers.Uniform(1));
        using var output = torch.zeros(1, 2);
        Assert.Throws<ArgumentException>(() => Pool(new EmbeddingBag(table, Pooling.Sum), new BagColumn([0, 1], [6], [1], 7), [0], output));
        Assert.Throws<ArgumentException>(() => new BagColumn([0, 1], [6], [1], 6));
        Assert.Throws<ArgumentException>(() => new BagColumn([0, 1], [-1], [1], 6));
    }

    private static unsafe void Pool(EmbeddingBag bag, BagColumn column, int[] rows, torch.Tensor output) =>
        bag.Forward(column, rows, Polytask.Native.LibTorch.Pointer(output), output.shape[1]);

    private static unsafe void Pull(EmbeddingBag bag, BagColumn column, int[] rows, torch.Tensor cotangent) =>
        bag.Pullback(column, rows, Polytask.Native.LibTorch.Pointer(cotangent), cotangent.shape[1]);

    /// <summary>A table, bags with repeated features, some of them empty, and a batch of some rows in another order, one of them twice.</summary>
    private sealed class Problem
    {
        public const int Rows = 9;
        private const int Buckets = 11;
        private static readonly int[] Batch = [7, 0, 3, 3, 8, 1, 5];
        private readonly int _width;
        private readonly RandomStream _random;

        public Problem(int width, int seed, Func<int, int> size, bool unweighted = false)
        {
            (_width, _random) = (width, new RandomStream(seed, "bags"));
            var (offsets, ids) = (new int[Rows + 1], new List<int>());
            for (var row = 0; row < Rows; offsets[++row] = ids.Count)
                for (var i = 0; i < size(row); i++) ids.Add(_random.NextInt(Buckets));
            Column = new BagColumn(offsets, [.. ids], [.. ids.Select(_ => unweighted ? 1 : (float)(0.1 + _random.NextDouble()))], Buckets);
        }

        public BagColumn Column { get; }

        /// <summary>Compares with torch, which takes weights for sums only; without, it takes the mean.</summary>
        public void Compare(Pooling pooling, float[]? weights, bool useColumnWeights = false)
        {
            if (useColumnWeights) weights = Column.Weights;
            using var scope = torch.NewDisposeScope();
            using var store = new ParameterStore(1);
            var table = store.AddTable("table", ParameterStore.Shared, TableRole.Embedding, Buckets, _width, Initialisers.Uniform(1));
            var bag = new EmbeddingBag(table, pooling);
            var (output, cotangent) = (torch.zeros(Batch.Length, _width), Numbers.Normal(_random, Batch.Length, _width));
            Pool(bag, Column, Batch, output);
            Pull(bag, Column, Batch, cotangent);

            var (ids, each, offsets) = (new List<long>(), new List<float>(), new List<long>());
            foreach (var row in Batch)
            {
                offsets.Add(ids.Count);
                for (var i = Column.Offsets[row]; i < Column.Offsets[row + 1]; i++)
                {
                    ids.Add(Column.Ids[i]);
                    if (weights is not null) each.Add(weights[i]);
                }
            }
            using var theirs = torch.nn.EmbeddingBag_from_pretrained(
                torch.tensor(Enumerable.Range(0, Buckets).SelectMany(row => table[row].ToArray()).ToArray(), [Buckets, _width]), freeze: false, mode: weights is null ? TorchSharp.EmbeddingBagMode.Mean : TorchSharp.EmbeddingBagMode.Sum);
            var expected = theirs.call(torch.tensor(ids), torch.tensor(offsets), weights is null ? null! : torch.tensor(each));
            expected.backward([cotangent]);
            Autograd.Close(expected, output);
            var gradient = theirs.weight!.grad!;
            for (var row = 0; row < Buckets; row++) Autograd.Close(gradient[row], torch.tensor(table.Gradient[row].ToArray()));
        }
    }
}
