using Polytask.Data;

namespace Polytask.Tests.Data;

/// <summary>Sources read to their end, and the messages of those that cannot be.</summary>
internal static class SourceReading
{
    public static Table Load(this SourceOptions source) => Table.Load("reviews", source.Open());

    /// <summary>The cells of all rows.</summary>
    public static string?[][] Cells(this SourceOptions source) => [.. source.Load().Rows.Select(row => row.Values.ToArray())];

    public static string Error(this SourceOptions source) => Assert.Throws<DataException>(() => source.Load()).Message;
}
