using System.Runtime.CompilerServices;

namespace Polytask.Modules.Kernels;

/// <summary>The largest number of every square window of maps that lie one after another. Windows may reach over the edge; there is nothing.</summary>
/// <param name="height">Rows of a map.</param>
/// <param name="width">Numbers in each row.</param>
/// <param name="size">Height and width of a window.</param>
/// <param name="stride">How far the window moves.</param>
/// <param name="padding">How far the first window begins outside of the map, less than its size.</param>
internal readonly unsafe struct MaxWindows(int height, int width, int size, int stride, int padding)
{
    /// <summary>Windows from top to bottom.</summary>
    public int Down => (height + 2 * padding - size) / stride + 1;

    /// <summary>Windows from left to right.</summary>
    public int Across => (width + 2 * padding - size) / stride + 1;

    /// <summary>Reads, for several tasks, what stands where the largest number of each window is.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="numbers">What is read: as many numbers as the maps have, task after task.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="windows">One number for each window, task after task.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(float* maps, long count, float* numbers, long tasks, float* windows)
    {
        var (ofTask, windowsOfTask, down, across) = (count * height * width, count * Down * Across, Down, Across);
        for (long map = 0; map < count; map++, maps += height * width, numbers += height * width)
            for (var y = 0; y < down; y++)
                for (var x = 0; x < across; x++, windows++)
                {
                    var place = Largest(maps, y, x);
                    for (long task = 0; task < tasks; task++) windows[task * windowsOfTask] = numbers[task * ofTask + place];
                }
    }

    /// <summary>Adds, for several tasks, numbers to where the largest number of each window is.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="windows">One number for each window, task after task.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="numbers">What is added to: as many numbers as the maps have, task after task.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Put(float* maps, long count, float* windows, long tasks, float* numbers)
    {
        var (ofTask, windowsOfTask, down, across) = (count * height * width, count * Down * Across, Down, Across);
        for (long map = 0; map < count; map++, maps += height * width, numbers += height * width)
            for (var y = 0; y < down; y++)
                for (var x = 0; x < across; x++, windows++)
                {
                    var place = Largest(maps, y, x);
                    for (long task = 0; task < tasks; task++) numbers[task * ofTask + place] += windows[task * windowsOfTask];
                }
    }

    /// <summary>The place of the largest number of a window: the first, where several are as large.</summary>
    /// <param name="map">The map.</param>
    /// <param name="down">The window's place from above.</param>
    /// <param name="across">Its place from the left.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Largest(float* map, int down, int across)
    {
        var (top, left) = (down * stride - padding, across * stride - padding);
        var (bottom, right) = (Math.Min(top + size, height), Math.Min(left + size, width));
        (top, left) = (Math.Max(top, 0), Math.Max(left, 0));
        var largest = top * width + left;
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++)
            {
                var place = y * width + x;
                if (map[place] > map[largest]) largest = place;
            }
        return largest;
    }
}
