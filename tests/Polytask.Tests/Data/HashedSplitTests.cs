using CsCheck;
using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class HashedSplitTests
{
    // hashlib.sha1(key.encode()).digest() of Python: bytes 0..7 and 8..15, big-endian, modulo 5 and 10.
    [Theory]
    [InlineData("film 1", Part.Test)]
    [InlineData("film 4", Part.Test)]
    [InlineData("film 6", Part.Validation)]
    [InlineData("书12", Part.Validation)]
    [InlineData("书很好", Part.Training)]
    public void A_key_falls_where_its_hash_says(string key, Part part) =>
        Assert.Equal(part, new HashedSplit().Parts(DataSets.Column("text", [key, "good"]))[0]);

    [Fact]
    public void A_row_stays_in_its_part_when_rows_are_added_and_reordered() =>
        Gen.String[1, 5].Array[5, 30].ForAll(texts =>
        {
            var split = new HashedSplit { Key = "text" };
            string[] kept = [.. texts.Append("kept for training")];
            var before = kept.Zip(split.Parts(DataSets.Column("text", kept))).ToLookup(pair => pair.First, pair => pair.Second);
            string[] others = [.. kept.Reverse().Append("new").Append("newer")];
            foreach (var (text, part) in others.Zip(split.Parts(DataSets.Column("text", others))))
                Assert.True(!before.Contains(text) || before[text].All(other => other == part));
        }, iter: 200);

    [Fact]
    public void Shares_are_near_one_in_so_many()
    {
        var parts = new HashedSplit { TestOneIn = 4, ValidationOneIn = 3 }.Parts(DataSets.Column("text", Enumerable.Range(0, 8000).Select(i => $"row {i}")));
        // Four standard deviations of a binomial: 4·√(8000·¼·¾) ≈ 155.
        Assert.InRange(parts.Count(part => part == Part.Test), 2000 - 155, 2000 + 155);
        Assert.InRange(parts.Count(part => part == Part.Validation), 2000 - 155, 2000 + 155);
    }

    [Fact]
    public void An_empty_key_is_an_error() => Assert.StartsWith("reviews.csv:3  column 'text' is empty",
        Assert.Throws<DataException>(() => new HashedSplit { Key = "text" }.Assign(DataSets.Column("text", ["a", ""]))).Message);

    [Fact]
    public void No_training_row_is_an_error() => Assert.Contains("found none: of 2 rows 0 are validation and 2 test rows",
        Assert.Throws<DataException>(() => new HashedSplit { TestOneIn = 1 }.Assign(DataSets.Column("text", ["a", "b"]))).Message);
}
