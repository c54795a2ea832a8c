using System.Text.Json;
using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class PCGradTests
{
    private static readonly Gen<double[][]> Pairs = Gen.Double[-2, 2].Array[4].Array[2];

    [Theory]
    [InlineData("torchjd", "run")]
    [InlineData("torchjd", "test")]
    [InlineData("LibMTL", "run")] // It divides by ‖g‖² + 1e-8, which is within its tolerance here.
    public void Directions_are_those_of_other_libraries(string library, string kind)
    {
        foreach (var vector in ReferenceVector.Of(library, "PCGrad", kind))
        {
            var options = new PCGrad { Order = Order(vector.Input) };
            Directions.Agree(vector, Directions.Of(options, vector.Matrix), vector.Tolerance);
            if (vector.Degenerate || vector.RankDeficient) continue;
            var weights = Steps.Weights(options, [.. vector.Matrix.Select(_ => 1.0)], Steps.Gramian(vector.Matrix));
            Directions.Close(vector.Numbers(library == "LibMTL" ? "returned_weights" : "weights"), weights, vector.Tolerance);
        }
    }

    [Fact]
    public void Two_gradients_are_each_projected_on_the_dual_cone() => Pairs.ForAll(rows =>
    {
        var (a, b, product) = (Directions.Dot(rows[0], rows[0]), Directions.Dot(rows[1], rows[1]), Math.Min(0, Directions.Dot(rows[0], rows[1])));
        var direction = Directions.Of(new PCGrad(), rows);
        // The closed form of UPGrad with preferences of 1. Double precision, for numbers around 10.
        Directions.Close(Directions.Combination(rows, [1 - product / a, 1 - product / b]), direction, 1e-12);
        Assert.All(rows, row => Assert.True(Directions.Dot(row, direction) >= -1e-12));
    });

    [Fact]
    public void Gradients_that_agree_are_added_up() =>
        Gen.Double[0.1, 2].Array[4].Array[3].ForAll(rows => Assert.Equal([1, 1, 1], Steps.Weights(new PCGrad(), [1, 1, 1], Steps.Gramian(rows))));

    [Fact]
    public void Opposite_gradients_cancel_out() => Assert.Equal([0, 0], Directions.Of(new PCGrad(), [[1, 2], [-1, -2]]));

    [Fact]
    public void A_step_without_a_task_is_one_of_a_smaller_problem() => Gen.Double[-2, 2].Array[4].Array[3].ForAll(rows =>
    {
        var method = new PCGrad { Order = VisitOrder.Rising }.Create(Steps.Problem(3));
        var step = new BalancingStep(3);
        Steps.Begin(step, [1, double.NaN, 1]);
        Assert.Equal(Directions.Of(new PCGrad { Order = VisitOrder.Rising }, [rows[0], rows[2]]), Directions.Of(method, rows, step));
    });

    [Fact]
    public void The_order_of_visits_is_random_and_follows_from_the_step()
    {
        double[][] rows = [[1, 0, 0.2], [-0.6, 1, 0], [-0.3, -0.9, 0.1]];
        var method = new PCGrad().Create(Steps.Problem(3));
        string Direction(long number) => JsonSerializer.Serialize(Directions.Of(method, rows, [1, 1, 1], number));
        Assert.Equal(Direction(5), Direction(5));
        Assert.True(Enumerable.Range(0, 50).Select(number => Direction(number)).Distinct().Count() > 3);
    }

    internal static VisitOrder Order(JsonElement input) =>
        !input.TryGetProperty("visit_order", out var order) || order.GetString() == "asc" ? VisitOrder.Rising : VisitOrder.Falling;
}
