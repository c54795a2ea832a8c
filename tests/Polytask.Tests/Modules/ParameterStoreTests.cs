using Polytask.Modules;
using Polytask.Testing;
using TorchSharp;

namespace Polytask.Tests.Modules;

public sealed class ParameterStoreTests
{
    [Fact]
    public void Parameters_are_views_of_one_memory_in_the_order_of_their_declaration()
    {
        using var store = new ParameterStore(1);
        var first = store.Add("first", "a", [2, 3], Initialisers.Uniform(1));
        var second = store.Add("second", "b", [4], Initialisers.Uniform(1));
        store.Allocate();
        Assert.Equal(10, store.Values.numel());
        Numbers.Of(store.Values)[6] = 42;
        Numbers.Of(first.Gradient)[5] = 7;
        Assert.Equal(42, Numbers.Of(second.Value)[0]);
        Assert.Equal(7, Numbers.Of(store.Gradients)[5]);
        Assert.Equal([2, 3], first.Value.shape);
    }

    [Fact]
    public void What_a_parameter_begins_with_depends_on_seed_and_name_alone()
    {
        float[] Begin(long seed, params string[] names)
        {
            using var store = new ParameterStore(seed);
            foreach (var name in names) store.Add(name, "owner", [5], Initialisers.Uniform(1));
            store.Allocate();
            return Numbers.Of(store.Dense.Single(p => p.Name == "x").Value).ToArray();
        }
        Assert.Equal(Begin(1, "x"), Begin(1, "a", "x", "b"));
        Assert.NotEqual(Begin(1, "x"), Begin(2, "x"));
    }

    [Fact]
    public void A_name_is_given_once()
    {
        using var store = new ParameterStore(1);
        store.AddTable("x", "owner", TableRole.Wide, 1, 1, Initialisers.Zero);
        Assert.Throws<ArgumentException>(() => store.Add("x", "owner", [1], Initialisers.Zero));
    }

    [Fact]
    public void A_table_that_no_file_can_hold_is_refused_before_it_takes_memory()
    {
        using var store = new ParameterStore(1);
        var error = Assert.Throws<ConfigurationException>(() => store.AddTable("inputs.text", "owner", TableRole.Embedding, 50_000_000, 64, Initialisers.Zero));
        Assert.StartsWith("inputs.text: a table of 50000000 features by 64 numbers is too large", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_are_forgotten_in_dense_parameters_and_tables()
    {
        using var store = new ParameterStore(1);
        var table = store.AddTable("table", "owner", TableRole.Wide, 3, 2, Initialisers.Zero);
        var dense = store.Add("dense", "owner", [2], Initialisers.Zero);
        store.Allocate();
        table.Gradient[2].Fill(1);
        Numbers.Of(dense.Gradient).Fill(1);
        store.ZeroGradients();
        Assert.Equal([0, 0], Numbers.Of(dense.Gradient).ToArray());
        Assert.Equal(0, table.Gradient.Rows.Length);
        Assert.Equal([0, 0], table.Gradient[2].ToArray()); // what it held before is gone
    }

    [Fact]
    public void Gradients_of_many_rows_keep_their_numbers_while_memory_grows()
    {
        using var store = new ParameterStore(1);
        var table = store.AddTable("table", "owner", TableRole.Wide, 2000, 3, Initialisers.Zero);
        for (var row = 1999; row >= 0; row--) table.Gradient[row].Fill(row);
        for (var row = 0; row < 2000; row++) Assert.Equal([row, row, row], table.Gradient[row].ToArray());
    }
}
