using CsCheck;
using Polytask.Catalog;
using Polytask.LinearModels;
using Polytask.Numerics;

namespace Polytask.Tests.LinearModels;

/// <summary>What the proximal operator of every penalty is by definition.</summary>
public sealed class PenaltyTests
{
    private const int Tasks = 4;
    private const int Features = 3;

    private static readonly Gen<double[]> Numbers = Gen.Double[-3, 3].Array[2 * Tasks * Features];
    private static readonly Gen<double> Amounts = Gen.Double[0.01, 4];

    public static TheoryData<string> Penalties => [.. Kinds.FamilyOf(typeof(LinearOptions)).Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Penalties))]
    public void It_is_the_one_minimum(string kind)
    {
        var penalty = Create(kind);
        Gen.Select(Numbers, Numbers, Amounts, Gen.Double[1e-3, 1]).ForAll((from, direction, amount, far) =>
        {
            var at = Parts(penalty, from);
            penalty.Shrink(at, amount);
            var other = at.Select((part, p) => Sum(part, Parts(penalty, direction)[p], far)).ToArray();
            // ½ ‖x − v‖² makes it strongly convex: every other point is worse by half the square of its distance.
            var gain = Value(penalty, other, from, amount) - Value(penalty, at, from, amount);
            var distance = at.Zip(other, (a, b) => a.Values.Zip(b.Values, (x, y) => (x - y) * (x - y)).Sum()).Sum();
            Assert.True(gain >= distance / 2 - 1e-11, $"gain {gain}, distance {distance}"); // rounding of sums of 24 numbers up to 9
        });
    }

    [Theory]
    [MemberData(nameof(Penalties))]
    public void It_is_firmly_nonexpansive(string kind)
    {
        var penalty = Create(kind);
        Gen.Select(Numbers, Numbers, Amounts).ForAll((first, second, amount) =>
        {
            var (a, b) = (Parts(penalty, first), Parts(penalty, second));
            penalty.Shrink(a, amount);
            penalty.Shrink(b, amount);
            var (inner, square, at) = (0.0, 0.0, 0);
            for (var part = 0; part < a.Length; part++)
                for (var i = 0; i < a[part].Values.Length; i++, at++)
                {
                    var moved = a[part].Values[i] - b[part].Values[i];
                    inner += moved * (first[at] - second[at]);
                    square += moved * moved;
                }
            Assert.True(inner >= square - 1e-11); // rounding, as above
        });
    }

    [Theory]
    [MemberData(nameof(Penalties))]
    public void The_smooth_part_has_the_gradient_it_says_and_no_more_curvature(string kind)
    {
        var penalty = Create(kind);
        Gen.Select(Numbers, Numbers).ForAll((from, to) =>
        {
            var (a, b) = (Parts(penalty, from), Parts(penalty, to));
            var (slopeA, slopeB) = (Zeros(penalty), Zeros(penalty));
            var (valueA, valueB) = (penalty.AddSmooth(a, 2, slopeA), penalty.AddSmooth(b, 2, slopeB));
            var (inner, square) = (0.0, 0.0);
            for (var part = 0; part < a.Length; part++)
                for (var i = 0; i < a[part].Values.Length; i++)
                {
                    var moved = b[part].Values[i] - a[part].Values[i];
                    inner += (slopeA[part].Values[i] + slopeB[part].Values[i]) / 2 * moved;
                    square += moved * moved;
                }
            Assert.Equal(valueB - valueA, inner, 1e-10); // a square: its slope between two points is the mean of theirs
            Assert.True(valueB - valueA - slopeA.Zip(a.Zip(b)).Sum(x => x.First.Values.Zip(x.Second.First.Values.Zip(x.Second.Second.Values)).Sum(y => y.First * (y.Second.Second - y.Second.First))) <= penalty.Curvature * square + 1e-10);
        });
    }

    [Theory]
    [MemberData(nameof(Penalties))]
    public void A_strength_without_end_leaves_nothing_that_it_counts(string kind)
    {
        var penalty = Create(kind);
        var parts = Parts(penalty, [.. Enumerable.Range(0, 2 * Tasks * Features).Select(i => Math.Sin(i))]);
        penalty.Shrink(parts, 1e300);
        Assert.Equal(0, penalty.Value(parts), 1e-14); // rounding of a mean of 4 numbers
    }

    private static Penalty Create(string kind)
    {
        var options = (LinearOptions)Activator.CreateInstance(Kinds.FamilyOf(typeof(LinearOptions)).Kinds.Single(k => k.Name == kind).Options)!;
        if (options is GraphRegularised graph) options = graph with { Sparsity = 0.7 };
        return options.Create([.. Enumerable.Range(0, Tasks).Select(task => $"t{task}")], Features);
    }

    private static Matrix[] Zeros(Penalty penalty) => Parts(penalty, new double[2 * Tasks * Features]);

    private static Matrix[] Parts(Penalty penalty, double[] numbers) => [.. Enumerable.Range(0, penalty.Parts).Select(part =>
    {
        var matrix = new Matrix(Tasks, Features);
        numbers.AsSpan(part * matrix.Values.Length, matrix.Values.Length).CopyTo(matrix.Values);
        return matrix;
    })];

    private static Matrix Sum(Matrix a, Matrix b, double factor)
    {
        var sum = new Matrix(a.Rows, a.Columns);
        for (var i = 0; i < sum.Values.Length; i++) sum.Values[i] = a.Values[i] + factor * b.Values[i];
        return sum;
    }

    private static double Value(Penalty penalty, Matrix[] at, double[] from, double amount) =>
        amount * penalty.Value(at) + at.SelectMany(part => part.Values).Zip(from, (x, v) => (x - v) * (x - v)).Sum() / 2;
}
