using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class PreferenceTests
{
    [Fact]
    public void Tasks_count_1_where_nothing_is_said()
    {
        Assert.Equal([1, 1], Preference.Resolve(null, ["a", "b"]));
        Assert.Equal([1, 2.5], Preference.Resolve(new Dictionary<string, double> { ["b"] = 2.5 }, ["a", "b"]));
    }

    [Fact]
    public void All_problems_are_reported()
    {
        var error = Assert.Throws<ConfigurationException>(() => Preference.Resolve(new Dictionary<string, double> { ["c"] = 1, ["a"] = 0, ["b"] = double.NaN }, ["a", "b"]));
        Assert.Equal(3, error.Problems.Count);
        Assert.Equal("balancing.preference.c: expected the name of a task, one of a, b. Correct it, or leave it out.", error.Problems[0]);
        Assert.StartsWith("balancing.preference.a: expected a number above 0, found 0.", error.Problems[1], StringComparison.Ordinal);
    }
}
