using System.Numerics;
using System.Runtime.CompilerServices;

namespace Polytask.Modules.Kernels;

/// <summary>Gradients of a convolution's weights for several tasks, from cotangents of the largest number of every window of its maps. Tasks lie side by side in vectors.</summary>
/// <param name="windows">The windows.</param>
/// <param name="maps">The shape of the convolution's maps.</param>
/// <param name="width">Numbers in a row of its padded images.</param>
/// <param name="kernel">Where the numbers that a number of its maps is made of are, from the first.</param>
/// <param name="stride">How far these move.</param>
internal readonly unsafe struct PooledGradients(MaxWindows windows, RowShape maps, int width, int[] kernel, int stride)
{
    /// <summary>Sums over images and windows.</summary>
    /// <param name="images">The padded images.</param>
    /// <param name="image">Numbers of one of them.</param>
    /// <param name="outputs">The convolution's maps, of all images.</param>
    /// <param name="count">How many images.</param>
    /// <param name="cotangent">One number for each window of each map and image, task after task.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="gradients">Receives the gradients, [tasks, channels, numbers of the kernel].</param>
    public void Sum(float* images, int image, float* outputs, int count, float* cotangent, int tasks, float* gradients)
    {
        var ofMap = windows.Down * windows.Across;
        var ofTask = (long)count * maps.Channels * ofMap;
        var (values, seen, sums) = (new Vector<float>[count * ofMap], new int[count * ofMap], new Vector<float>[kernel.Length]);
        for (var first = 0; first < tasks; first += Vector<float>.Count)
            for (var channel = 0; channel < maps.Channels; channel++)
            {
                var (together, found) = (Math.Min(Vector<float>.Count, tasks - first), 0);
                for (var row = 0; row < count; row++)
                {
                    var map = (long)row * maps.Channels + channel;
                    found = Gather(outputs + map * maps.Places, cotangent + first * ofTask + map * ofMap, ofTask, together, row * image, values, seen, found);
                }
                Multiply(images, values, seen, found, sums);
                for (var i = 0; i < sums.Length; i++)
                    for (var task = 0; task < together; task++) gradients[((long)(first + task) * maps.Channels + channel) * sums.Length + i] = sums[i][task];
            }
    }

    /// <summary>Notes the cotangents of a map's windows that are not zero for all tasks, and where in the images their kernels begin.</summary>
    /// <returns>How many are noted by now.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Gather(float* map, float* cotangent, long ofTask, int together, int image, Vector<float>[] values, int[] seen, int found)
    {
        var tile = stackalloc float[Vector<float>.Count];
        new Span<float>(tile, Vector<float>.Count).Clear();
        for (var y = 0; y < windows.Down; y++)
            for (var x = 0; x < windows.Across; x++, cotangent++)
            {
                for (var task = 0; task < together; task++) tile[task] = cotangent[task * ofTask];
                var value = *(Vector<float>*)tile;
                if (value == Vector<float>.Zero) continue;
                var (down, across) = Math.DivRem(windows.Largest(map, y, x), maps.Width);
                (values[found], seen[found]) = (value, image + (down * width + across) * stride);
                found++;
            }
        return found;
    }

    /// <summary>Sums what was noted, times what each number of the kernel reads; four of these at a time, so that their sums stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(float* images, Vector<float>[] values, int[] seen, int found, Vector<float>[] sums)
    {
        var last = kernel.Length - 1;
        fixed (Vector<float>* value = values)
        fixed (int* begin = seen)
            for (var i = 0; i <= last; i += 4)
            {
                // Behind the last number, the last once more.
                var (second, third, fourth) = (Math.Min(i + 1, last), Math.Min(i + 2, last), Math.Min(i + 3, last));
                float* a = images + kernel[i], b = images + kernel[second], c = images + kernel[third], d = images + kernel[fourth];
                Vector<float> sumA = default, sumB = default, sumC = default, sumD = default;
                for (var k = 0; k < found; k++)
                {
                    var at = begin[k];
                    sumA = Vector.FusedMultiplyAdd(value[k], new Vector<float>(a[at]), sumA);
                    sumB = Vector.FusedMultiplyAdd(value[k], new Vector<float>(b[at]), sumB);
                    sumC = Vector.FusedMultiplyAdd(value[k], new Vector<float>(c[at]), sumC);
                    sumD = Vector.FusedMultiplyAdd(value[k], new Vector<float>(d[at]), sumD);
                }
                (sums[i], sums[second], sums[third], sums[fourth]) = (sumA, sumB, sumC, sumD);
            }
    }
}
