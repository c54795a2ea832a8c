using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class PreferenceTests
{
    [Fact]
    public void Tasks_that_are_not_named_count_once()
    {
        Assert.Equal([1, 1], Preference.Resolve(null, ["a", "b"]));
        Assert.Equal([1, 0.5, 1], Preference.Resolve(new Dictionary<string, double> { ["b"] = 0.5 }, ["a", "b", "c"]));
    }

    [Fact]
    public void All_mistakes_are_named()
    {
        var preference = new Dictionary<string, double> { ["a"] = 0, ["x"] = 1, ["b"] = double.NaN, ["c"] = double.PositiveInfinity };
        Assert.Equal(
            [
                "balancing.preference.a: expected a number above 0, found 0.",
                "balancing.preference.x: there is no such task. Expected one of a, b, c.",
                "balancing.preference.b: expected a number above 0, found NaN.",
                "balancing.preference.c: expected a number above 0, found Infinity.",
            ], Assert.Throws<ConfigurationException>(() => Preference.Resolve(preference, ["a", "b", "c"])).Problems);
    }
}
