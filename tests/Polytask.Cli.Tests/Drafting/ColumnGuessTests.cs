using System.Globalization;
using Polytask.Cli.Drafting;

namespace Polytask.Cli.Tests.Drafting;

public sealed class ColumnGuessTests
{
    private static readonly Dictionary<string, Func<int, string?>> Columns = new()
    {
        ["sentences"] = i => $"the room number {i} was fine",
        ["titles"] = i => $"Book {i / 2}",
        ["colours"] = i => i % 3 == 0 ? "red" : "blue",
        ["stars"] = i => (i % 5 + 1).ToString(CultureInfo.InvariantCulture),
        ["prices"] = i => (i * 0.37).ToString(CultureInfo.InvariantCulture),
        ["numbers"] = i => (1000 + i).ToString(CultureInfo.InvariantCulture),
        ["days"] = i => $"2024-01-{i % 28 + 1:00}",
        ["times"] = i => $"2024-01-{i % 28 + 1:00}T12:00:00Z",
        ["codes"] = i => $"AX-{i}",
        ["lists"] = i => i % 2 == 0 ? "a|b" : "b|c",
        ["constant"] = _ => "same",
        ["empty"] = _ => null,
        ["split"] = i => i % 2 == 0 ? "train" : "dev",
    };

    [Theory]
    [InlineData("sentences", ColumnRole.Text)]
    [InlineData("titles", ColumnRole.Text)]
    [InlineData("colours", ColumnRole.Classes)]
    [InlineData("stars", ColumnRole.Classes)]
    [InlineData("prices", ColumnRole.Number)]
    [InlineData("numbers", ColumnRole.Identifier)]
    [InlineData("days", ColumnRole.Date)]
    [InlineData("times", ColumnRole.Date)]
    [InlineData("codes", ColumnRole.Identifier)]
    [InlineData("lists", ColumnRole.Labels)]
    [InlineData("constant", ColumnRole.Nothing)]
    [InlineData("empty", ColumnRole.Nothing)]
    [InlineData("split", ColumnRole.Part)]
    internal void Columns_are_what_they_look_like(string name, ColumnRole role)
    {
        var profile = new ColumnProfile(name);
        for (var i = 0; i < 100; i++) profile.Add(Columns[name](i));
        Assert.Equal(role, ColumnGuess.Of(profile).Role);
    }

    [Theory]
    [InlineData("It's a well-made film, no?", 5, null)]
    [InlineData("房间很干净", 5, "chinese")]
    [InlineData("とても良い映画でした", 10, "japanese")]
    [InlineData("", 0, null)]
    public void Words_are_counted_in_any_script(string text, double words, string? language)
    {
        var count = new WordCount();
        count.Add(text);
        Assert.Equal((words, language), (count.Mean, count.Language));
    }
}
