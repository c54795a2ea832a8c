namespace Polytask.Tests.House;

/// <summary>A misspelt entry would ban nothing, silently.</summary>
public sealed class BannedSymbolTests
{
    [Fact]
    public void Every_banned_symbol_exists_and_has_a_cure() =>
        Rule.Holds(Faults(File.ReadAllLines(Path.Combine(SourceCode.Root, "BannedSymbols.txt"))));

    [Theory]
    [InlineData("P:System.DateTime.Noww;Take a TimeProvider.")]
    [InlineData("M:System.Single.Parse;Pass a culture.")]
    [InlineData("T:System.Console;")]
    [InlineData("T:System.Console")]
    public void A_planted_fault_is_found(string entry) => Assert.Single(Faults([entry]));

    private static IEnumerable<string> Faults(IEnumerable<string> entries) =>
        from entry in entries
        let parts = entry.Split(';', 2)
        where !SourceCode.Ours.Knows(parts[0]) || parts.Length < 2 || parts[1].Length == 0
        select entry;
}
