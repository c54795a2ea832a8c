using System.Runtime.CompilerServices;

namespace Polytask.Modules.Kernels;

/// <summary>The largest number of every square window of maps that lie one after another.</summary>
/// <param name="height">Rows of a map.</param>
/// <param name="width">Numbers in each row.</param>
/// <param name="size">Height and width of a window.</param>
internal readonly unsafe struct MaxWindows(int height, int width, int size)
{
    private int Down => height / size;

    private int Across => width / size;

    /// <summary>Reads, for several tasks, what stands where the largest number of each window is.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="numbers">What is read: as many numbers as the maps have, task after task.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="windows">One number for each window, task after task.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(float* maps, long count, float* numbers, long tasks, float* windows)
    {
        var (ofTask, windowsOfTask) = (count * height * width, count * Down * Across);
        for (long map = 0; map < count; map++, maps += height * width, numbers += height * width)
            for (var down = 0; down < Down; down++)
                for (var across = 0; across < Across; across++, windows++)
                {
                    var place = Largest(maps, down * size * width + across * size);
                    for (long task = 0; task < tasks; task++) windows[task * windowsOfTask] = numbers[task * ofTask + place];
                }
    }

    /// <summary>Writes, for several tasks, numbers to where the largest number of each window is.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="windows">One number for each window, task after task.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="numbers">What is written to: as many numbers as the maps have, task after task.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Put(float* maps, long count, float* windows, long tasks, float* numbers)
    {
        var (ofTask, windowsOfTask) = (count * height * width, count * Down * Across);
        for (long map = 0; map < count; map++, maps += height * width, numbers += height * width)
            for (var down = 0; down < Down; down++)
                for (var across = 0; across < Across; across++, windows++)
                {
                    var place = Largest(maps, down * size * width + across * size);
                    for (long task = 0; task < tasks; task++) numbers[task * ofTask + place] = windows[task * windowsOfTask];
                }
    }

    /// <summary>The place of the largest number of a window: the first, where several are as large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Largest(float* map, int first)
    {
        var largest = first;
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var place = first + y * width + x;
                if (map[place] > map[largest]) largest = place;
            }
        return largest;
    }
}
