using Polytask.Data;

namespace Polytask.Tests.Tasks;

internal static class Labels
{
    /// <summary>Labels as they would stand in a column, from the second line of a file on.</summary>
    public static IEnumerable<(string Value, Place Place)> Of(params IEnumerable<string> values) => values.Select((value, i) => (value, new Place("data.csv", i + 2)));

    public static readonly Place Somewhere = new("data.csv", 812);
}
