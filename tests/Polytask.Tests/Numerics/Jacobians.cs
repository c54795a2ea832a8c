using CsCheck;
using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

/// <summary>Made-up gradients of 1 to 8 tasks, of any rank and of scales from 1e-10 to 1e10.</summary>
internal static class Jacobians
{
    /// <summary>Any: a combination of the rows may be 0.</summary>
    public static readonly Gen<double[][]> Any = Make(rank => rank, common: 0);

    /// <summary>Rows that all have a positive product with one direction, so that no convex combination is 0; of any rank.</summary>
    public static readonly Gen<double[][]> WithDescent = Make(rank => rank, common: 1);

    /// <summary>Rows that do not depend on one another.</summary>
    public static readonly Gen<double[][]> Independent = Make(_ => 12, common: 0);

    /// <summary>Jᵀ w.</summary>
    public static double[] Combine(double[][] jacobian, double[] weights) =>
        [.. Enumerable.Range(0, jacobian[0].Length).Select(column => jacobian.Zip(weights, (row, weight) => row[column] * weight).Sum())];

    /// <summary>√ of Σ x².</summary>
    public static double Length(double[] x) => Math.Sqrt(x.Sum(number => number * number));

    /// <summary>The scale of what is rounded in J d: ‖g_i‖ Σ |w_k| ‖g_k‖, for every i.</summary>
    public static double[] Magnitudes(SquareMatrix gramian, double[] weights)
    {
        var size = weights.Select((weight, k) => Math.Abs(weight) * Math.Sqrt(gramian[k, k])).Sum();
        return [.. weights.Select((_, i) => Math.Sqrt(gramian[i, i]) * size)];
    }

    /// <summary>J Jᵀ w.</summary>
    public static double[] Products(SquareMatrix gramian, double[] weights)
    {
        var products = new double[weights.Length];
        gramian.Multiply(weights, products);
        return products;
    }

    private static Gen<double[][]> Make(Func<int, int> width, double common) =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[1, 8], Gen.Int[0, 1_000_000], Gen.Int[-10, 10]).Select((tasks, rank, seed, exponent) =>
        {
            var random = new RandomStream(seed, "jacobian");
            var columns = width(Math.Min(rank, tasks));
            return Enumerable.Range(0, tasks).Select(_ =>
            {
                var length = Math.Pow(10, exponent) * Math.Exp(random.NextNormal());
                var row = Enumerable.Range(0, columns).Select(_ => random.NextNormal()).ToArray();
                if (common > 0) row[0] = common * (0.1 + Math.Abs(row[0]));
                return row.Select(x => length * x).ToArray();
            }).ToArray();
        });
}
