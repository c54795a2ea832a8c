using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Testing;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class ConsolidationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_pull_is_the_gradient_of_half_the_weighted_square_of_the_distance(bool usesFisher)
    {
        const double strength = 0.7;
        using var model = Toy.Setup().CreateModel();
        var store = model.Parameters;
        var random = new RandomStream(1, "consolidation");
        var (anchor, fisher) = (ParameterSnapshot.Zeros(store), usesFisher ? ParameterSnapshot.Zeros(store) : null);
        foreach (var array in anchor.Arrays) Numbers.Fill(array.Values, random);
        foreach (var array in fisher?.Arrays ?? [])
            for (var i = 0; i < array.Values.Length; i++) array.Values[i] = (float)random.NextDouble();
        var consolidation = new Consolidation(strength, usesFisher);
        consolidation.AddGradient(store); // before there is an anchor, nothing
        Assert.All(Numbers.Of(store.Gradients).ToArray(), g => Assert.Equal(0, g));
        consolidation.Anchor(anchor, fisher);
        Numbers.Of(store.Gradients).Fill(1);
        foreach (var table in store.Tables) table.Gradient[2].Fill(1);
        consolidation.AddGradient(store);

        float Expected(int array, long at, float value, string owner) => owner != ParameterStore.Shared ? 1
            : (float)(1 + strength * (fisher?.Arrays[array].Values[at] ?? 1) * (value - anchor.Arrays[array].Values[at]));
        foreach (var (i, parameter) in store.Dense.Index())
            for (var at = 0; at < parameter.Length; at++)
                Assert.Equal(Expected(i, at, Numbers.Of(parameter.Value)[at], parameter.Owner), Numbers.Of(parameter.Gradient)[at], 1e-5f);
        foreach (var (t, table) in store.Tables.Index())
        {
            Assert.Equal([2], table.Gradient.Rows.ToArray());
            for (var at = 0; at < table.Width; at++)
                Assert.Equal(Expected(store.Dense.Count + t, 2 * table.Width + at, table[2][at], table.Owner), table.Gradient[2][at], 1e-5f);
        }
    }
}
