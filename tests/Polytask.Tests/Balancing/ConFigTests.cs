using CsCheck;
using Polytask.Balancing;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class ConFigTests
{
    [Fact]
    public void It_is_TorchJDs()
    {
        References.Compare(ReferenceVector.Of("torchjd", "ConFIG", "run"), vector => new ConFig { Preference = References.Preference(vector) });
        References.Compare(ReferenceVector.Of("torchjd", "ConFIG", "test"), _ => new ConFig());
    }

    [Fact]
    public void Cosines_are_as_preferred_and_the_length_is_that_of_the_projections() =>
        Gen.Select(Jacobians.Independent, Gen.Double[0.5, 2].Array[8]).ForAll((jacobian, preference) =>
        {
            var gramian = Steps.Gramian(jacobian);
            var named = jacobian.Select((_, task) => task).ToDictionary(task => $"{(char)('a' + task)}", task => preference[task]);
            var direction = Jacobians.Combine(jacobian, Steps.Weights(new ConFig { Preference = named }, new double[jacobian.Length], gramian));
            var length = Jacobians.Length(direction);
            var projections = jacobian.Select(row => row.Zip(direction, (x, y) => x * y).Sum() / length).ToArray();
            Assert.Equal(1, projections.Sum() / length, 1e-9);
            var ratios = projections.Select((projection, i) => projection / Jacobians.Length(jacobian[i]) / preference[i]).ToArray();
            Assert.All(ratios, ratio => Assert.Equal(1, ratio / ratios[0], 1e-8)); // rounding times the condition
        });

    [Fact]
    public void Opposite_gradients_have_no_direction_and_it_is_said()
    {
        var said = new List<string>();
        Assert.Equal([0, 0], Steps.Weights((Weighting)new ConFig().Create(Steps.Problem(2)), Steps.Step([1, 1], Steps.Gramian([[1, 2], [-2, -4]]), say: said.Add)));
        Assert.Single(said);
    }

    [Fact]
    public void A_gradient_of_0_is_left_out() =>
        Assert.Equal([1, 0], Steps.Weights(new ConFig(), [1, 1], Steps.Gramian([[3, 4], [0, 0]])).Select(weight => Math.Round(weight, 14)));
}
