using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Optimisation;
using Polytask.Testing;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class ModelOptimiserTests
{
    // Narrow tables are packed before they are updated; tables as wide as a vector are updated where they lie.
    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    public void Lazy_adam_updates_touched_rows_as_adam_and_leaves_the_others_bit_for_bit(int width)
    {
        var options = new LazyAdam { LearningRate = 0.05 };
        using var store = new ParameterStore(1);
        var table = store.AddTable("table", ParameterStore.Shared, TableRole.Embedding, 4, width, Initialisers.Uniform(1));
        store.Allocate();
        using var optimiser = new ModelOptimiser(store, new(options, options, options));
        var random = new RandomStream(1, "gradients");
        var (moments, squares, values) = (new double[4, width], new double[4, width], new double[4, width]);
        for (var row = 0; row < 4; row++)
            for (var i = 0; i < width; i++) values[row, i] = table[row][i];
        int[][] touched = [[0, 2], [2], [], [3, 0], [2, 3], [0]]; // row 1 never
        foreach (var (step, rows) in touched.Index())
        {
            var before = All(table, optimiser);
            store.ZeroGradients();
            foreach (var row in rows)
                for (var i = 0; i < width; i++)
                {
                    var gradient = table.Gradient[row][i] = (float)random.NextNormal();
                    moments[row, i] = 0.9 * moments[row, i] + 0.1 * gradient;
                    squares[row, i] = 0.999 * squares[row, i] + 0.001 * gradient * gradient;
                    values[row, i] -= 0.05 * (moments[row, i] / (1 - Math.Pow(0.9, step + 1))) / (Math.Sqrt(squares[row, i] / (1 - Math.Pow(0.999, step + 1))) + 1e-8);
                }
            optimiser.Step(_ => true, 1);
            var after = All(table, optimiser);
            for (var row = 0; row < 4; row++)
                for (var i = 0; i < width; i++)
                {
                    Assert.Equal(values[row, i], table[row][i], 1e-6);
                    for (var part = 0; part < 3; part++)
                        if (!rows.Contains(row)) Assert.Equal(before[part][row * width + i], after[part][row * width + i]);
                }
        }
    }

    [Fact]
    public void Tables_have_optimisers_of_their_own_by_role()
    {
        using var store = new ParameterStore(1);
        var embedding = store.AddTable("embedding", ParameterStore.Shared, TableRole.Embedding, 1, 1, Initialisers.Zero);
        var wide = store.AddTable("wide", "task", TableRole.Wide, 1, 1, Initialisers.Zero);
        store.Add("dense", "task", [1], Initialisers.Zero);
        store.Allocate();
        using var optimiser = new ModelOptimiser(store, new(new Sgd { LearningRate = 1 }, new Sgd { LearningRate = 2 }, new Sgd { LearningRate = 3 }));
        Numbers.Of(store.Gradients)[0] = embedding.Gradient[0][0] = wide.Gradient[0][0] = 1;
        optimiser.Step(_ => true, 0.5);
        Assert.Equal([-0.5f, -1, -1.5f], new[] { Numbers.Of(store.Values)[0], embedding[0][0], wide[0][0] });
    }

    [Fact]
    public void Owners_that_take_no_part_keep_everything_and_count_their_own_steps()
    {
        var adam = new Adam { LearningRate = 0.1, WeightDecay = 0.1 };
        using var store = new ParameterStore(1);
        foreach (var (name, owner) in new[] { ("a", "one"), ("b", "two"), ("c", "one") }) store.Add(name, owner, [5], Initialisers.Uniform(1));
        store.Allocate();
        using var optimiser = new ModelOptimiser(store, new(adam, adam, adam));
        Numbers.Of(store.Gradients).Fill(1);
        optimiser.Step(_ => true, 1);
        var before = Numbers.Of(store.Values).ToArray();
        optimiser.Step(owner => owner == "one", 1);
        var after = Numbers.Of(store.Values).ToArray();
        Assert.Equal(before[5..10], after[5..10]);
        Assert.All(before[..5].Concat(before[10..]).Zip(after[..5].Concat(after[10..])), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal([2, 1], new[] { optimiser.Steps["one"], optimiser.Steps["two"] });
    }

    private static float[][] All(EmbeddingTable table, ModelOptimiser optimiser) =>
        [[.. Enumerable.Range(0, table.Rows).SelectMany(row => table[row].ToArray())], .. optimiser.State.Where(s => s.Name.StartsWith("table.", StringComparison.Ordinal)).Select(s => s.Buffer.ToArray())];
}
