using CsCheck;
using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class StudentTTests
{
    // Printed tables of the distribution: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, with more digits.
    [Theory]
    [InlineData(1, 12.7062047)]
    [InlineData(2, 4.30265273)]
    [InlineData(3, 3.18244631)]
    [InlineData(10, 2.22813885)]
    [InlineData(100, 1.98397152)]
    public void The_table_of_95_percent(double freedom, double quantile) => Assert.Equal(quantile, StudentT.TwoSidedQuantile(0.95, freedom), 1e-8 * (1 + quantile));

    [Fact]
    public void Much_freedom_is_the_normal_distribution() => Assert.Equal(1.959963985, StudentT.TwoSidedQuantile(0.95, 1e9), 1e-6);

    [Fact]
    public void One_and_two_degrees_have_formulas() => Gen.Double[0, 50].ForAll(t =>
    {
        Assert.Equal(2 / Math.PI * Math.Atan(t), StudentT.Within(t, 1), 1e-12);
        Assert.Equal(t / Math.Sqrt(2 + t * t), StudentT.Within(t, 2), 1e-12);
    });

    [Fact]
    public void The_quantile_undoes_the_probability() => Gen.Select(Gen.Double[0.05, 0.999], Gen.Double[0.5, 200]).ForAll((probability, freedom) =>
        Assert.Equal(probability, StudentT.Within(StudentT.TwoSidedQuantile(probability, freedom), freedom), 1e-10));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(double.NaN, 3)]
    [InlineData(0.95, 0)]
    public void What_makes_no_sense_is_refused(double probability, double freedom) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.TwoSidedQuantile(probability, freedom));
}
