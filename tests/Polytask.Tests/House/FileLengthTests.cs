namespace Polytask.Tests.House;

/// <summary>One idea per file shows in its length.</summary>
public sealed class FileLengthTests
{
    private const int Median = 80, Long = 200, Longest = 300;
    private const double ShareOfLong = 0.05;

    [Fact]
    public void Files_are_short()
    {
        var files = SourceCode.Ours.Files.Select(file => (file.FilePath, Lines: file.GetText().Lines.Count)).ToList();
        var complaint = Complaint([.. files.Select(file => file.Lines)]);
        Assert.True(complaint is null, $"{complaint} The longest: {string.Join(", ", files.OrderByDescending(file => file.Lines).Take(10))}");
    }

    [Theory]
    [InlineData(40, 301, 1)]
    [InlineData(40, 201, 6)]
    [InlineData(81, 100, 0)]
    public void Planted_long_files_are_found(int usual, int longer, int count) =>
        Assert.NotNull(Complaint([.. Enumerable.Repeat(usual, 100 - count), .. Enumerable.Repeat(longer, count)]));

    [Fact]
    public void Planted_short_files_are_fine() => Assert.Null(Complaint([40, 60, 80, 120]));

    private static string? Complaint(int[] lines)
    {
        Array.Sort(lines);
        if (lines[^1] > Longest) return $"A file has {lines[^1]} lines, and {Longest} are the most.";
        if (lines.Count(count => count > Long) > ShareOfLong * lines.Length) return $"{lines.Count(count => count > Long)} of {lines.Length} files have more than {Long} lines.";
        return lines[lines.Length / 2] > Median ? $"The median file has {lines[lines.Length / 2]} lines, and {Median} are the most." : null;
    }
}
