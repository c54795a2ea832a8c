using System.Numerics;
using System.Runtime.CompilerServices;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules.Kernels;

/// <summary>
/// Sums of rows in which every number has weights of its own, as those of towers that are joined channel by channel: a matrix product over the towers for every number would
/// be as many products of a few numbers each.
/// </summary>
internal static unsafe class ChannelMixing
{
    private static int Lanes => Vector<float>.Count;

    /// <summary>Σ_l w_il ∘ x_l for every i: [stack, to, batch, width].</summary>
    /// <param name="weights">w, [to, from, width].</param>
    /// <param name="rows">x, [stack, from, batch, width].</param>
    public static torch.Tensor Mix(torch.Tensor weights, torch.Tensor rows)
    {
        using var w = weights.contiguous();
        using var x = rows.contiguous();
        var (count, to, from, batch, width) = ((int)rows.size(0), (int)weights.size(0), (int)weights.size(1), (int)rows.size(2), (int)rows.size(3));
        var mixed = torch.empty(count, to, batch, width);
        float* factors = LibTorch.Pointer(w), values = LibTorch.Pointer(x), sums = LibTorch.Pointer(mixed);
        for (var one = 0; one < count; one++, values += (long)from * batch * width)
            for (var i = 0; i < to; i++)
                for (var row = 0; row < batch; row++, sums += width) Sum(factors + (long)i * from * width, width, values + (long)row * width, (long)batch * width, from, width, sums);
        return mixed;
    }

    /// <summary>Σ y_i ∘ x_l over the batch for every i and l: [stack, to, from, width].</summary>
    /// <param name="to">y, [stack, to, batch, width].</param>
    /// <param name="from">x, [from, batch, width].</param>
    public static torch.Tensor Products(torch.Tensor to, torch.Tensor from)
    {
        using var y = to.contiguous();
        using var x = from.contiguous();
        var (tos, froms, batch, width) = ((int)(to.size(0) * to.size(1)), (int)from.size(0), (int)to.size(2), (int)to.size(3));
        var products = torch.empty(to.size(0), to.size(1), froms, width);
        float* others = LibTorch.Pointer(y), values = LibTorch.Pointer(x), sums = LibTorch.Pointer(products);
        for (var i = 0; i < tos; i++, others += (long)batch * width)
            for (var l = 0; l < froms; l++, sums += width) Sum(others, width, values + (long)l * batch * width, width, batch, width, sums);
        return products;
    }

    /// <summary>Adds up the products of rows, number by number.</summary>
    /// <param name="a">The first row of one side.</param>
    /// <param name="nextA">How far its next row is away.</param>
    /// <param name="b">The first row of the other side.</param>
    /// <param name="nextB">How far its next row is away.</param>
    /// <param name="count">How many pairs of rows there are.</param>
    /// <param name="width">Numbers in a row.</param>
    /// <param name="sums">Receives the sums, [width].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(float* a, long nextA, float* b, long nextB, int count, int width, float* sums)
    {
        var at = 0;
        // Four sums, so that none waits for the one before.
        for (; at <= width - 4 * Lanes; at += 4 * Lanes)
        {
            Vector<float> first = default, second = default, third = default, fourth = default;
            float* x = a + at, y = b + at;
            for (var i = 0; i < count; i++, x += nextA, y += nextB)
            {
                first += Vector.Load(x) * Vector.Load(y);
                second += Vector.Load(x + Lanes) * Vector.Load(y + Lanes);
                third += Vector.Load(x + 2 * Lanes) * Vector.Load(y + 2 * Lanes);
                fourth += Vector.Load(x + 3 * Lanes) * Vector.Load(y + 3 * Lanes);
            }
            first.Store(sums + at);
            second.Store(sums + at + Lanes);
            third.Store(sums + at + 2 * Lanes);
            fourth.Store(sums + at + 3 * Lanes);
        }
        for (; at < width; at++)
        {
            var sum = 0f;
            for (var i = 0; i < count; i++) sum += a[i * nextA + at] * b[i * nextB + at];
            sums[at] = sum;
        }
    }
}
