namespace Polytask.Cli.Toys;

/// <summary>
/// The problem of the papers on CAGrad (NeurIPS 2021), Nash-MTL (ICML 2022) and FAMO (NeurIPS 2023): in the upper half plane every loss has a narrow valley
/// of its own, steep at its floor, in which plain descent of the sum gets stuck; below lie two bowls, and between their centres the Pareto set.
/// </summary>
/// <param name="scale">The factor of the first loss: 1 with CAGrad, 0.1 with the later papers.</param>
/// <param name="starts">Where paths begin.</param>
/// <param name="steps">How many steps of Adam, with a rate of 0.001.</param>
internal sealed class TwoValleys(double scale, IReadOnlyList<Point> starts, int steps) : ToyProblem
{
    private const double Floor = 5e-6;
    private const int ParetoPoints = 200;
    private readonly Lazy<IReadOnlyList<Point>> _pareto = new(() => [.. Enumerable.Range(0, ParetoPoints + 1).Select(i => Optimum((double)i / ParetoPoints))]);

    public override string About => FormattableString.Invariant($"two valleys, first loss times {scale} (Liu et al., NeurIPS 2021; Navon et al., ICML 2022)");

    public override IReadOnlyList<Point> Starts => starts;

    public override ToyRule Rule => new(Adam: true, 0.001, steps);

    public override (Point Low, Point High) View => (new(-11, -11), new(11, 11));

    public override IReadOnlyList<Point> ParetoSet => _pareto.Value;

    public override void Evaluate(Point at, Span<double> losses, Span<double> gradients)
    {
        var (x, y) = at;
        var t = Math.Tanh(y);
        var half = Math.Tanh(0.5 * y);
        // The factors of the upper and the lower part, and their slopes; at 0 both slopes count.
        var (upper, lower) = (Math.Max(half, 0), Math.Max(-half, 0));
        var steep = 0.5 * (1 - half * half);
        var (upperSlope, lowerSlope) = (y >= 0 ? steep : 0, y <= 0 ? -steep : 0);
        for (var task = 0; task < Size; task++)
        {
            var (side, factor) = task == 0 ? (1, scale) : (-1, 1);
            var inside = task == 0 ? 0.5 * (-x - 7) + t : 0.5 * (-x + 3) - t + 2;
            var clamped = Math.Abs(inside) < Floor;
            var valley = Math.Log(clamped ? Floor : Math.Abs(inside)) + 6;
            var (valleyX, valleyY) = clamped ? (0, 0) : (-0.5 / inside, side * (1 - t * t) / inside);
            var bowl = ((x - side * 7) * (x - side * 7) + 0.1 * (y + 8) * (y + 8)) / 10 - 20;
            losses[task] = factor * (valley * upper + bowl * lower);
            gradients[2 * task] = factor * (valleyX * upper + 0.2 * (x - side * 7) * lower);
            gradients[2 * task + 1] = factor * (valleyY * upper + valley * upperSlope + 0.02 * (y + 8) * lower + bowl * lowerSlope);
        }
    }

    /// <summary>The minimum of share × first bowl + (1 − share) × second bowl in the lower half plane; the scale moves no point of the set.</summary>
    private static Point Optimum(double share)
    {
        var x = 14 * share - 7;
        var flat = (share * (x - 7) * (x - 7) + (1 - share) * (x + 7) * (x + 7)) / 10 - 20;
        double Slope(double y)
        {
            var half = Math.Tanh(0.5 * y);
            return 0.02 * (y + 8) * -half - (flat + 0.01 * (y + 8) * (y + 8)) * 0.5 * (1 - half * half);
        }
        var (below, above) = (-20.0, -2.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = 0.5 * (below + above);
            if (Slope(middle) > 0) above = middle;
            else below = middle;
        }
        return new(x, below);
    }
}
