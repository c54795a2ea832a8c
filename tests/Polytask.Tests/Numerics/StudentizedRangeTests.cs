using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class StudentizedRangeTests
{
    // The row of infinitely many degrees of freedom in printed tables of the 95 % points, such as those of Harter, Annals of Mathematical Statistics 31, 1960.
    [Theory]
    [InlineData(2, 2.772)]
    [InlineData(3, 3.314)]
    [InlineData(4, 3.633)]
    [InlineData(5, 3.858)]
    [InlineData(10, 4.474)]
    [InlineData(20, 5.012)]
    public void The_table_of_95_percent(int count, double range) => Assert.Equal(range, StudentizedRange.Quantile(0.95, count), 6e-4);

    [Fact]
    public void Of_two_numbers_it_is_a_difference() => Assert.Equal(2 * Normal.Below(3 / Math.Sqrt(2)) - 1, StudentizedRange.Below(3, 2), 1e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void What_makes_no_sense_is_refused(double probability) => Assert.Throws<ArgumentOutOfRangeException>(() => StudentizedRange.Quantile(probability, 3));
}
