using CsCheck;
using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class StratifiedSplitTests
{
    private static readonly StratifiedSplit ByLabel = new() { Column = "label" };

    private static DataSet Rows(IEnumerable<(string Text, string? Label)> rows) =>
        DataSets.Of(DataSets.Table("reviews", ["text", "label"], rows.Select(row => new[] { row.Text, row.Label })));

    [Fact]
    public void Every_class_keeps_its_shares() =>
        Gen.Select(Gen.Int[1, 40].Array[1, 4], Gen.Double[0, 0.45], Gen.Double[0, 0.45], Gen.Long[0, 100]).ForAll((counts, validation, test, seed) =>
        {
            var rows = counts.SelectMany((count, c) => Enumerable.Range(0, count).Select(i => ($"row {c} {i}", c == 3 ? null : $"class {c}"))).ToArray();
            var parts = (ByLabel with { ValidationShare = validation, TestShare = test, Seed = seed }).Parts(Rows(rows));
            foreach (var group in rows.Zip(parts).GroupBy(row => row.First.Item2))
            {
                var count = group.Count();
                // Rounding moves a share by half a row; a training row that must be kept moves it by at most one more.
                Assert.InRange(group.Count(row => row.Second == Part.Test) - count * test, -1.5, 0.5);
                Assert.InRange(group.Count(row => row.Second == Part.Validation) - count * validation, -1.5, 0.5);
                Assert.Contains(Part.Training, group.Select(row => row.Second));
            }
        }, iter: 300);

    [Fact]
    public void A_class_with_one_row_is_in_training()
    {
        var parts = (ByLabel with { TestShare = 0.9, ValidationShare = 0.05 }).Parts(Rows([("a", "rare"), .. Enumerable.Range(0, 20).Select(i => ($"b{i}", (string?)"common"))]));
        Assert.Equal(Part.Training, parts[0]);
        Assert.Equal(18, parts.Count(part => part == Part.Test));
    }

    [Fact]
    public void The_order_of_rows_does_not_matter_and_the_seed_does()
    {
        (string, string?)[] rows = [.. Enumerable.Range(0, 60).Select(i => ($"row {i}", (string?)(i % 3 == 0 ? "x" : "y")))];
        var parts = ByLabel.Parts(Rows(rows));
        Assert.Equal(parts.Reverse(), ByLabel.Parts(Rows(rows.Reverse())));
        Assert.NotEqual(parts, (ByLabel with { Seed = 2 }).Parts(Rows(rows)));
    }

    [Fact]
    public void Equal_rows_of_a_class_stay_together() =>
        Gen.Int[0, 5].Array[2, 40].ForAll(texts =>
        {
            var parts = ByLabel.Parts(Rows(texts.Select(text => ($"{text}", (string?)"x"))));
            Assert.All(texts.Zip(parts).GroupBy(row => row.First), equal => Assert.Single(equal.Select(row => row.Second).Distinct()));
        }, iter: 300);

    [Fact]
    public void Shares_must_leave_something_for_training()
    {
        Assert.Equal("testShare", Assert.Single((ByLabel with { ValidationShare = 0.5, TestShare = 0.5 }).Problems()).Key);
        Assert.Empty(ByLabel.Problems());
    }
}
