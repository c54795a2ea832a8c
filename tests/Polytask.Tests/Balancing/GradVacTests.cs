using System.Text.Json;
using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class GradVacTests
{
    [Theory]
    [InlineData("torchjd", "run")]
    [InlineData("torchjd", "test")]
    [InlineData("LibMTL", "run")]
    public void First_directions_are_those_of_other_libraries(string library, string kind)
    {
        foreach (var vector in ReferenceVector.Of(library, "GradVac", kind))
            Directions.Agree(vector, Directions.Of(new GradVac { Beta = 0.5, Order = PCGradTests.Order(vector.Input) }, vector.Matrix), vector.Tolerance);
    }

    [Theory]
    [InlineData("torchjd")]
    [InlineData("LibMTL")]
    public void Further_directions_are_those_of_other_libraries(string library)
    {
        var vector = ReferenceVector.Of(library, "GradVac", "sequence").Single();
        var method = new GradVac { Beta = 0.5, Order = VisitOrder.Rising }.Create(Steps.Problem(3));
        foreach (var (rows, expected) in vector.Input.GetProperty("matrices").EnumerateArray().Zip(vector.Expected.GetProperty("sequence").EnumerateArray()))
        {
            var direction = (library == "LibMTL" ? expected.GetProperty("grad") : expected).Deserialize<double[]>()!;
            Directions.Close(direction, Directions.Of(method, rows.Deserialize<double[][]>()!, [1, 1, 1], 0), vector.Tolerance);
        }
    }

    [Fact]
    public void Without_memory_it_is_PCGrad() => Gen.Double[-2, 2].Array[4].Array[4].ForAll(rows =>
    {
        var method = new GradVac { Beta = 0, Order = VisitOrder.Falling }.Create(Steps.Problem(4));
        for (var step = 0; step < 2; step++) // Both are rounded, in another order.
            Directions.Close(Directions.Of(new PCGrad { Order = VisitOrder.Falling }, rows), Directions.Of(method, rows, [1, 1, 1, 1], step), 1e-11);
    });

    [Fact]
    public void A_gradient_is_turned_until_it_is_as_like_the_other_as_remembered() =>
        Gen.Select(Gen.Double[-2, 2].Array[4].Where(row => Directions.Length(row) > 0.01).Array[2].Where(rows => Math.Abs(Cosine(rows[0], rows[1])) < 0.99), Gen.Double[-0.9, 0.9]).ForAll((rows, remembered) =>
        {
            var method = new GradVac().Create(Steps.Problem(2));
            Array.Fill(Directions.Memory(method, "targets"), remembered);
            var cosine = Cosine(rows[0], rows[1]);
            var weights = Steps.Weights((Weighting)method, Steps.Step([1, 1], Steps.Gramian(rows)));
            Assert.Equal(Math.Max(cosine, remembered), Cosine(Directions.Combination(rows, [1, weights[1] - 1]), rows[1]), 1e-9);
            Assert.Equal(Math.Max(cosine, remembered), Cosine(Directions.Combination(rows, [weights[0] - 1, 1]), rows[0]), 1e-9);
            Assert.Equal(0.99 * remembered + 0.01 * cosine, Directions.Memory(method, "targets")[1], 1e-12);
        });

    [Fact]
    public void Tasks_that_always_agree_are_never_turned_into_infinity()
    {
        var method = new GradVac { Beta = 1 }.Create(Steps.Problem(2));
        Directions.Of(method, [[1, 2], [1, 2]], [1, 1], 0);
        Assert.Equal(1, Directions.Memory(method, "targets")[1], 1e-12);
        // The gradients (1, 0) and (0, 1) are turned to within acos 0.9999 of each other: each becomes 70.7 times as long.
        Assert.Equal(1 + 0.9999 / Math.Sqrt(1 - 0.9999 * 0.9999), Directions.Of(method, [[1, 0], [0, 1]], [1, 1], 1)[0], 1e-9);
    }

    private static double Cosine(double[] a, double[] b) => Directions.Dot(a, b) / Directions.Length(a) / Directions.Length(b);
}
