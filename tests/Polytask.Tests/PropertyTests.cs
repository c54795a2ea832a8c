using CsCheck;

namespace Polytask.Tests;

public sealed class PropertyTests
{
    [Fact]
    public void The_same_values_are_generated_every_time()
    {
        List<int> Values()
        {
            var values = new List<int>();
            Gen.Int[0, 1_000_000_000].ForAll(values.Add);
            return values;
        }

        Assert.Equal(Values(), Values());
        Assert.Equal(100, Values().Distinct().Count());
    }

    [Fact]
    public void A_planted_violation_is_found() =>
        Assert.Throws<CsCheckException>(() => Gen.Int[0, 100].ForAll(value => Assert.True(value < 50)));
}
