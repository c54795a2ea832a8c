using CsCheck;
using Polytask.Metrics;

namespace Polytask.Tests.Metrics;

public sealed class AccumulatorTests
{
    [Fact]
    public void Merging_parts_equals_measuring_the_whole() => Gen.Select(Sets.Any, Gen.Int[0, 30]).ForAll((sample, cut) =>
    {
        var left = Sets.Measure(sample.Create, sample.Rows.Take(cut));
        left.Merge(Sets.Measure(sample.Create, sample.Rows.Skip(cut)));
        Sets.AssertSame(Sets.Measure(sample.Create, sample.Rows), left);
    }, iter: 300);

    [Fact]
    public void A_row_of_weight_2_equals_the_row_twice() => Sets.Any.ForAll(sample =>
        Sets.AssertSame(
            Sets.Measure(sample.Create, sample.Rows.SelectMany(row => Enumerable.Repeat(row with { Weight = 1 }, (int)(2 * row.Weight)))),
            Sets.Measure(sample.Create, sample.Rows)), iter: 300);

    [Fact]
    public void Rows_measured_under_other_weights_equal_rows_added_with_them() => Gen.Select(Sets.Any, Gen.Int[0, 1000]).ForAll((sample, seed) =>
    {
        var rows = Sets.Together(sample.Rows);
        var set = sample.Create();
        foreach (var factor in new[] { 1, 0.5, 3 }) // the second and third time, what is kept from the first is used
        {
            var weights = sample.Rows.Select((row, i) => (i + seed) % 3 * factor * row.Weight).ToArray();
            set.Reweigh(rows, weights);
            Sets.AssertSame(Sets.Measure(sample.Create, sample.Rows.Select((row, i) => row with { Weight = weights[i] })), set);
        }
    }, iter: 100);

    [Fact]
    public void Without_rows_nothing_is_defined()
    {
        foreach (var create in new[] { () => Sets.OfClasses(3), () => Sets.OfLabels(2), Sets.OfNumbers })
            Assert.All(create(), metric => Assert.True(double.IsNaN(metric.Value), metric.Name));
    }

    [Fact]
    public void Metrics_that_share_an_accumulator_count_a_row_once()
    {
        var set = Sets.OfClasses(2);
        set.Add([0.2f, 0.8f], [1]);
        Assert.Equal(1, set.Confusion![1, 1]);
        Assert.Equal(1, set.Confusion.Total);
    }
}
