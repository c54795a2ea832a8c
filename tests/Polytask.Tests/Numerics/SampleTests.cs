using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class SampleTests
{
    [Fact]
    public void The_estimate_divides_by_one_less() => Assert.Equal(32.0 / 7, Sample.Variance([2, 4, 4, 4, 5, 5, 7, 9])!.Value, 1e-12);

    [Fact]
    public void One_number_says_nothing() => Assert.Null(Sample.Variance([3]));
}
