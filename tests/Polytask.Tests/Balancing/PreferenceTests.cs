using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class PreferenceTests
{
    [Fact]
    public void Tasks_that_are_not_named_count_1() =>
        Assert.Equal([1, 2.5, 1], Preference.Resolve(new Dictionary<string, double> { ["b"] = 2.5 }, ["a", "b", "c"]));

    [Fact]
    public void Nothing_stated_is_1_for_all() => Assert.Equal([1, 1], Preference.Resolve(null, ["a", "b"]));

    [Fact]
    public void All_problems_are_named_at_once()
    {
        var stated = new Dictionary<string, double> { ["b"] = 0, ["x"] = 1, ["a"] = double.PositiveInfinity };
        var error = Assert.Throws<ConfigurationException>(() => Preference.Resolve(stated, ["a", "b"]));
        Assert.Equal(
            [
                "balancing.preference.b: expected a number above 0, found 0. Correct it, or remove it.",
                "balancing.preference.x: expected one of the tasks a, b, found 'x'. Correct the name, or remove it.",
                "balancing.preference.a: expected a number above 0, found Infinity. Correct it, or remove it.",
            ],
            error.Problems);
    }
}
