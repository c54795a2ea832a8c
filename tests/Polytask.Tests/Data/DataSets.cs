using Polytask.Data;

namespace Polytask.Tests.Data;

/// <summary>Small data sets in memory.</summary>
internal static class DataSets
{
    public static DataSet Of(params Table[] tables) => new(tables);

    public static Table Table(string name, string[] columns, IEnumerable<string?[]> rows) =>
        new(name, columns, [.. rows.Select((values, i) => new Row(values, new Place($"{name}.csv", i + 2)))]);

    /// <summary>One table of one column.</summary>
    public static DataSet Column(string column, IEnumerable<string?> values) => Of(Table("reviews", [column], values.Select(value => new[] { value })));

    public static Part[] Parts(this SplitOptions split, DataSet rows)
    {
        var assigned = split.Assign(rows);
        return [.. Enumerable.Range(0, rows.Count).Select(row => assigned[row])];
    }
}
