namespace Polytask.Cli.Toys;

/// <summary>A published problem of two losses and two numbers, on which a balancing method's path can be seen.</summary>
internal abstract class ToyProblem
{
    /// <summary>How many losses, and how many numbers.</summary>
    public const int Size = 2;

    /// <summary>The names of its two tasks.</summary>
    public static readonly IReadOnlyList<string> Tasks = ["first", "second"];

    /// <summary>All problems, by the name that the command line knows.</summary>
    public static IReadOnlyDictionary<string, ToyProblem> All { get; } = new Dictionary<string, ToyProblem>
    {
        ["two_valleys"] = new TwoValleys(scale: 1, [new(-8.5, 7.5), new(-8.5, -5), new(9, 9)], steps: 100_000),
        ["two_valleys_scaled"] = new TwoValleys(scale: 0.1, [new(-8.5, 7.5), new(0, 0), new(9, 9), new(-7.5, -0.5), new(9, -1)], steps: 50_000),
        ["ewq"] = new ElementwiseQuadratic(),
        ["cqf"] = new QuadraticForms(),
    };

    /// <summary>What it is, and who published it.</summary>
    public abstract string About { get; }

    /// <summary>Where paths begin.</summary>
    public abstract IReadOnlyList<Point> Starts { get; }

    /// <summary>How the direction of a method becomes a step.</summary>
    public abstract ToyRule Rule { get; }

    /// <summary>The part of the plane to show: its lower left and its upper right corner.</summary>
    public abstract (Point Low, Point High) View { get; }

    /// <summary>Points along the Pareto set, where neither loss can fall without the other's rising.</summary>
    public abstract IReadOnlyList<Point> ParetoSet { get; }

    /// <summary>Computes both losses, and the gradient of each.</summary>
    /// <param name="at">Where.</param>
    /// <param name="losses">Receives two losses.</param>
    /// <param name="gradients">Receives the two numbers of the first loss's gradient, then those of the second's.</param>
    public abstract void Evaluate(Point at, Span<double> losses, Span<double> gradients);

    /// <summary>How far a point is from the Pareto set.</summary>
    public double DistanceToParetoSet(Point point)
    {
        var nearest = point.DistanceTo(ParetoSet[0]);
        for (var i = 1; i < ParetoSet.Count; i++) nearest = Math.Min(nearest, point.DistanceToSegment(ParetoSet[i - 1], ParetoSet[i]));
        return nearest;
    }
}

/// <summary>How a direction becomes a step.</summary>
/// <param name="Adam">Whether by Adam (β 0.9 and 0.999, ε 1e-8), or by plain gradient descent.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Steps">How many steps.</param>
internal sealed record ToyRule(bool Adam, double Rate, int Steps);
