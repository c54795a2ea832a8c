namespace Polytask.Cli.Toys;

/// <summary>The element-wise quadratic: each loss is the square of one of the numbers, so that only the origin is Pareto optimal and everything on the axes is Pareto stationary.</summary>
internal sealed class ElementwiseQuadratic : ToyProblem
{
    public override string About => "element-wise quadratic (Quinton and Rey, 2024)";

    public override IReadOnlyList<Point> Starts { get; } = [new(3, -2), new(0, -3), new(-4, 4), new(-3, 4), new(-3.5, -0.75)];

    public override ToyRule Rule { get; } = new(Adam: false, 0.075 / Size, 50);

    public override (Point Low, Point High) View { get; } = (new(-5, -5), new(5, 5));

    public override IReadOnlyList<Point> ParetoSet { get; } = [new(0, 0)];

    public override void Evaluate(Point at, Span<double> losses, Span<double> gradients)
    {
        (losses[0], losses[1]) = (at.X * at.X, at.Y * at.Y);
        (gradients[0], gradients[1], gradients[2], gradients[3]) = (2 * at.X, 0, 0, 2 * at.Y);
    }
}
