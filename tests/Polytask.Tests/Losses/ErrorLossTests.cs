using CsCheck;
using Polytask.Losses;

namespace Polytask.Tests.Losses;

public sealed class ErrorLossTests
{
    private const double Step = 1e-5;

    [Fact]
    public void Gradients_are_the_derivatives() => Gen.Select(Gen.Double[-10, 10], Gen.Double[-10, 10], Gen.Double[0.1, 5]).ForAll((output, target, delta) =>
    {
        Check(SquaredError.Loss);
        Check((double o, double t, out double g) => HuberError.Loss(o, t, delta, out g));
        if (Math.Abs(output - target) > Step) Check(AbsoluteError.Loss); // there is no derivative at 0

        void Check(ErrorLoss loss)
        {
            loss(output, target, out var gradient);
            var difference = loss(output + Step, target, out _) - loss(output - Step, target, out _);
            Assert.Equal(difference / (2 * Step), gradient, Step); // Huber's kink moves the quotient by up to Step / 2
        }
    }, iter: 200);

    [Theory]
    [InlineData(0.5, 0.125, 0.5)]
    [InlineData(-1, 0.5, -1)]
    [InlineData(3, 2.5, 1)]
    [InlineData(-1e4, 9999.5, -1)]
    public void Huber_is_square_inside_and_linear_outside(double error, double loss, double gradient)
    {
        Assert.Equal(loss, HuberError.Loss(error, 0, 1, out var derivative));
        Assert.Equal(gradient, derivative);
    }

    [Fact]
    public void Huber_tends_to_its_neighbours() => Gen.Double[-10, 10].ForAll(error =>
    {
        Assert.Equal(SquaredError.Loss(error, 0, out _) / 2, HuberError.Loss(error, 0, 1e6, out _), 1e-12);
        Assert.Equal(AbsoluteError.Loss(error, 0, out _), HuberError.Loss(error, 0, 1e-9, out _) / 1e-9, 1e-8);
    }, iter: 100);

    [Fact]
    public void Values_that_are_not_numbers_stay_so()
    {
        Assert.True(double.IsNaN(AbsoluteError.Loss(double.NaN, 0, out var gradient)) && double.IsNaN(gradient));
        Assert.True(double.IsNaN(HuberError.Loss(double.NaN, 0, 1, out gradient)) && double.IsNaN(gradient));
    }

    private delegate double ErrorLoss(double output, double target, out double gradient);
}
