using System.Numerics;
using System.Runtime.CompilerServices;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules.Kernels;

/// <summary>Sums of rows of several members with weights that every row has of its own: matrix products would be one of a few numbers for each row of the batch.</summary>
internal static unsafe class RowMixing
{
    /// <summary>Members whose products with a row are made together.</summary>
    private const int Group = 4;

    /// <summary>Numbers of a row that all members' sums take from the cache before the next come.</summary>
    private const int Panel = 1024;

    private static int Lanes => Vector<float>.Count;

    /// <summary>Σ_l w_inl x_ln for every i and row n: [stack, to, batch, width], in memory with the batch before the members.</summary>
    /// <param name="weights">w, [to, batch, from].</param>
    /// <param name="rows">x, [stack, from, batch, width].</param>
    public static torch.Tensor Mix(torch.Tensor weights, torch.Tensor rows)
    {
        using var byRow = weights.transpose(0, 1);
        using var w = byRow.contiguous();
        var (count, to, from, batch, width) = ((int)rows.size(0), (int)weights.size(0), (int)weights.size(2), (int)rows.size(2), (int)rows.size(3));
        var mixed = torch.empty(count, batch, to, width);
        using var x = new Members(rows);
        float* factors = LibTorch.Pointer(w), sums = LibTorch.Pointer(mixed);
        for (var one = 0; one < count; one++)
            for (var row = 0; row < batch; row++, sums += (long)to * width)
                for (var at = 0; at < width; at += Panel)
                    for (var i = 0; i < to; i++)
                        Sum(factors + ((long)row * to + i) * from, x.Row(one, 0, row) + at, x.NextMember, from, Math.Min(Panel, width - at), sums + (long)i * width + at);
        return mixed.transpose(1, 2);
    }

    /// <summary>⟨y_in, x_ln⟩ for every i, l and row n: [stack, to, batch, from].</summary>
    /// <param name="to">y, [stack, to, batch, width].</param>
    /// <param name="from">x, [from, batch, width].</param>
    public static torch.Tensor Products(torch.Tensor to, torch.Tensor from)
    {
        var (count, tos, froms, batch, width) = ((int)to.size(0), (int)to.size(1), (int)from.size(0), (int)to.size(2), (int)to.size(3));
        var products = torch.empty(count, tos, batch, froms);
        using var one = from.unsqueeze(0);
        using var y = new Members(to);
        using var x = new Members(one);
        var sums = LibTorch.Pointer(products);
        var group = stackalloc float[Group];
        for (var i = 0; i < count * tos; i++)
            for (var row = 0; row < batch; row++, sums += froms)
                for (var first = 0; first < froms; first += Group)
                {
                    Multiply(y.Row(i / tos, i % tos, row), x, first, froms - 1, row, width, group);
                    for (var l = first; l < Math.Min(froms, first + Group); l++) sums[l] = group[l - first];
                }
        return products;
    }

    /// <summary>Σ_l w_l x_l, number by number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(float* weights, float* rows, long next, int count, int width, float* sums)
    {
        var at = 0;
        // Four sums, so that none waits for the one before.
        for (; at <= width - 4 * Lanes; at += 4 * Lanes)
        {
            Vector<float> first = default, second = default, third = default, fourth = default;
            var x = rows + at;
            for (var l = 0; l < count; l++, x += next)
            {
                var factor = new Vector<float>(weights[l]);
                first += factor * Vector.Load(x);
                second += factor * Vector.Load(x + Lanes);
                third += factor * Vector.Load(x + 2 * Lanes);
                fourth += factor * Vector.Load(x + 3 * Lanes);
            }
            first.Store(sums + at);
            second.Store(sums + at + Lanes);
            third.Store(sums + at + 2 * Lanes);
            fourth.Store(sums + at + 3 * Lanes);
        }
        for (; at < width; at++)
        {
            var sum = 0f;
            for (var l = 0; l < count; l++) sum += weights[l] * rows[l * next + at];
            sums[at] = sum;
        }
    }

    /// <summary>The inner products of a row with those of some members; of members that there are not, with that of the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(float* row, Members members, int first, int last, int at, int width, float* products)
    {
        float* a = members.Row(0, first, at), b = members.Row(0, Math.Min(first + 1, last), at), c = members.Row(0, Math.Min(first + 2, last), at), d = members.Row(0, Math.Min(first + 3, last), at);
        Vector<float> sumA = default, sumB = default, sumC = default, sumD = default;
        var i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            var x = Vector.Load(row + i);
            sumA += x * Vector.Load(a + i);
            sumB += x * Vector.Load(b + i);
            sumC += x * Vector.Load(c + i);
            sumD += x * Vector.Load(d + i);
        }
        (products[0], products[1], products[2], products[3]) = (Vector.Sum(sumA), Vector.Sum(sumB), Vector.Sum(sumC), Vector.Sum(sumD));
        for (; i < width; i++)
        {
            products[0] += row[i] * a[i];
            products[1] += row[i] * b[i];
            products[2] += row[i] * c[i];
            products[3] += row[i] * d[i];
        }
    }

    /// <summary>The rows of [stack, members, batch, width], wherever they lie; they are copied where the numbers of a row do not lie side by side.</summary>
    private sealed class Members : IDisposable
    {
        private readonly torch.Tensor _rows;
        private readonly float* _first;
        private readonly long _nextOne, _nextRow;

        public Members(torch.Tensor rows)
        {
            // A handle of its own keeps the numbers until they are read, whatever becomes of the caller's.
            _rows = rows.stride(3) == 1 ? rows.alias() : rows.contiguous();
            _first = LibTorch.FirstNumber(_rows);
            (_nextOne, NextMember, _nextRow) = (_rows.stride(0), _rows.stride(1), _rows.stride(2));
        }

        public long NextMember { get; }

        public float* Row(int one, int member, int row) => _first + one * _nextOne + member * NextMember + row * _nextRow;

        public void Dispose() => _rows.Dispose();
    }
}
