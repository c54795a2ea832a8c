using System.Reflection;
using PublicApiGenerator;

namespace Polytask.Tests.House;

/// <summary>
/// What a package offers is approved as one text. After a change that is meant, run the tests with <c>POLYTASK_APPROVE=1</c> and
/// read the difference before committing it.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly string Approved = Path.Combine(SourceCode.Root, "tests", "Polytask.Tests", "Approved");

    [Theory]
    [InlineData("Polytask")]
    [InlineData("Polytask.Text")]
    [InlineData("Polytask.Vision")]
    [InlineData("Polytask.Testing")]
    public void The_public_API_is_the_approved_one(string package)
    {
        var file = Path.Combine(Approved, $"{package}.txt");
        var offered = Offered(Assembly.Load(package));
        if (Environment.GetEnvironmentVariable("POLYTASK_APPROVE") == "1") File.WriteAllText(file, offered);
        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(offered == approved, $"The public API of {package} is not the approved one: {FirstDifference(approved, offered)}. If it is meant, run the tests with POLYTASK_APPROVE=1.");
    }

    [Fact]
    public void A_planted_difference_is_named() => Assert.Equal("line 2 was 'b', is 'c'", FirstDifference("a\nb\n", "a\nc\n"));

    private static string Offered(Assembly assembly) =>
        assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").TrimEnd() + "\n";

    private static string FirstDifference(string approved, string offered)
    {
        var (before, after) = (approved.Split('\n'), offered.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(before.Length, after.Length)).FirstOrDefault(i => before.ElementAtOrDefault(i) != after.ElementAtOrDefault(i));
        return $"line {line + 1} was '{before.ElementAtOrDefault(line)}', is '{after.ElementAtOrDefault(line)}'";
    }
}
