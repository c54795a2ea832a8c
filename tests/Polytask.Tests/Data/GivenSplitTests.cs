using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class GivenSplitTests
{
    private static readonly GivenSplit ByColumn = new() { Column = "part", ValidationOneIn = 0 };

    [Fact]
    public void The_column_says_the_part()
    {
        string[] words = ["train", "Training", "validation", "valid", "val", "dev", "test", " TEST "];
        Assert.Equal([Part.Training, Part.Training, Part.Validation, Part.Validation, Part.Validation, Part.Validation, Part.Test, Part.Test],
            ByColumn.Parts(DataSets.Column("part", words)));
    }

    [Theory]
    [InlineData("holdout", "reviews.csv:3  column 'part': \"holdout\" is not one of train, validation, test.")]
    [InlineData(null, "reviews.csv:3  column 'part': the empty cell is not one of train, validation, test.")]
    public void Another_word_is_an_error(string? word, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<DataException>(() => ByColumn.Assign(DataSets.Column("part", ["train", word]))).Message);

    [Fact]
    public void Sources_say_the_part_and_those_not_named_are_for_training()
    {
        var data = DataSets.Of(
            DataSets.Table("first", ["text"], [["a"]]), DataSets.Table("second", ["text"], [["b"], ["c"]]), DataSets.Table("third", ["text"], [["d"]]));
        var split = new GivenSplit { Sources = new Dictionary<string, Part> { ["second"] = Part.Test }, ValidationOneIn = 0 };
        Assert.Equal([Part.Training, Part.Test, Part.Test, Part.Training], split.Parts(data));
    }

    [Fact]
    public void Validation_rows_are_taken_from_training_rows_by_the_hashed_rule_where_a_source_states_none()
    {
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"text {i}")];
        var stated = DataSets.Table("stated", ["text", "part"], texts.Select((text, i) => new[] { text, i == 0 ? "dev" : "train" }));
        var unstated = DataSets.Table("unstated", ["text", "part"], texts.Select((text, i) => new[] { text, i % 2 == 0 ? "train" : "test" }));
        var given = new GivenSplit { Column = "part", Key = "text", ValidationOneIn = 4 }.Parts(DataSets.Of(stated, unstated));
        var hashed = new HashedSplit { TestOneIn = 0, Key = "text", ValidationOneIn = 4 }.Parts(DataSets.Column("text", texts));

        Assert.Equal(1, given[..200].Count(part => part == Part.Validation));
        Assert.Equal(hashed.Select((part, i) => i % 2 == 0 ? part : Part.Test), given[200..]);
    }

    [Fact]
    public void Nothing_for_training_is_an_error() =>
        Assert.Contains("found none: of 1 rows 0 are validation and 1 test rows", Assert.Throws<DataException>(() => ByColumn.Assign(DataSets.Column("part", ["test"]))).Message);

    [Fact]
    public void A_column_or_sources_are_needed()
    {
        Assert.Equal("column", Assert.Single(new GivenSplit().Problems()).Key);
        Assert.Empty(ByColumn.Problems());
    }
}
