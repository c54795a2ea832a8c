using Polytask.LinearModels;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class StrengthPathTests
{
    [Fact]
    public void Strengths_fall_by_one_factor_to_the_smallest()
    {
        var path = StrengthPath.Of(new TraceNorm { Strengths = 5, Smallest = 1e-4 }, 20);
        double[] expected = [20, 2, 0.2, 0.02, 0.002];
        Assert.All(expected.Zip(path), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void A_strength_that_is_given_is_the_only_one() => Assert.Equal([7.0], StrengthPath.Of(new TraceNorm { Strength = 7 }, 20));
}
