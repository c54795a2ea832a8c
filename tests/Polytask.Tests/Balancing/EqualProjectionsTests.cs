using CsCheck;
using Polytask.Balancing;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class EqualProjectionsTests
{
    [Fact]
    public void Projections_are_the_numbers_wanted() => Jacobians.Independent.ForAll(jacobian =>
    {
        double[] wanted = [.. jacobian.Select((_, i) => 1.0 + i)];
        var (projections, y) = (new EqualProjections(jacobian.Length), new double[jacobian.Length]);
        Assert.True(projections.Solve(Steps.Gramian(jacobian), wanted, y));
        double[][] units = [.. jacobian.Select(row => row.Select(x => x / Directions.Length(row)).ToArray())];
        var x = Jacobians.Combine(units, y);
        for (var i = 0; i < wanted.Length; i++)
        {
            Assert.Equal(wanted[i], Directions.Dot(units[i], x), 1e-7 * wanted.Length); // The condition of the cosines.
            Assert.Equal(1 / Directions.Length(jacobian[i]), projections.InverseLengths[i], 1e-12 / Directions.Length(jacobian[i]));
        }
    });

    [Fact]
    public void Gradients_of_0_ask_for_nothing()
    {
        var (projections, y) = (new EqualProjections(3), new double[3]);
        Assert.True(projections.Solve(Steps.Gramian([[2, 0], [0, 0], [0, 3]]), [1, 1, 1], y));
        Directions.Close([1, 0, 1], y, 1e-14);
        Assert.Equal([0.5, 0, 1 / 3.0], projections.InverseLengths[..3].ToArray());
    }

    [Fact]
    public void Of_opposite_gradients_there_is_no_direction() =>
        Assert.False(new EqualProjections(2).Solve(Steps.Gramian([[1, 2], [-1, -2]]), [1, 1], new double[2]));
}
