namespace Polytask.Cli.Toys;

/// <summary>Two convex quadratic forms, long valleys that cross at a small angle; the Pareto set is a curve between their minima.</summary>
internal sealed class QuadraticForms : ToyProblem
{
    private const double Angle = Math.PI / 16;
    private const int ParetoPoints = 2000;

    /// <summary>The matrices B Bᵀ with B = R(±π/16) diag(a, 0.1), as (xx, xy, yy), and the minima.</summary>
    private static readonly (double Xx, double Xy, double Yy, double At)[] Forms = [Form(Angle, 1, 1), Form(-Angle, Math.Sqrt(3), -1)];

    public override string About => "convex quadratic forms (Quinton and Rey, 2024)";

    public override IReadOnlyList<Point> Starts { get; } = [new(0.5, 0.5), new(-1, 7), new(0, 0), new(1, 6)];

    public override ToyRule Rule { get; } = new(Adam: false, 0.05 / Size, 500);

    public override (Point Low, Point High) View { get; } = (new(-4, -1.5), new(5, 7.5));

    public override IReadOnlyList<Point> ParetoSet { get; } = [.. Enumerable.Range(0, ParetoPoints + 1).Select(i => Optimum((double)i / ParetoPoints))];

    public override void Evaluate(Point at, Span<double> losses, Span<double> gradients)
    {
        for (var task = 0; task < Size; task++)
        {
            var (xx, xy, yy, centre) = Forms[task];
            var (dx, dy) = (at.X - centre, at.Y);
            (gradients[2 * task], gradients[2 * task + 1]) = (2 * (xx * dx + xy * dy), 2 * (xy * dx + yy * dy));
            losses[task] = 0.5 * (gradients[2 * task] * dx + gradients[2 * task + 1] * dy);
        }
    }

    private static (double, double, double, double) Form(double angle, double length, double centre)
    {
        var (c, s) = (Math.Cos(angle), Math.Sin(angle));
        var (a, b) = (length * length, 0.01);
        return (a * c * c + b * s * s, (a - b) * c * s, a * s * s + b * c * c, centre);
    }

    /// <summary>The minimum of share × first + (1 − share) × second.</summary>
    private static Point Optimum(double share)
    {
        var (one, two) = (Forms[0], Forms[1]);
        double Mix(double first, double second) => share * first + (1 - share) * second;
        var (xx, xy, yy) = (Mix(one.Xx, two.Xx), Mix(one.Xy, two.Xy), Mix(one.Yy, two.Yy));
        var (x, y) = (Mix(one.Xx * one.At, two.Xx * two.At), Mix(one.Xy * one.At, two.Xy * two.At));
        var determinant = xx * yy - xy * xy;
        return new((yy * x - xy * y) / determinant, (xx * y - xy * x) / determinant);
    }
}
