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

    /// <summary>Writes the largest number of each window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(float* maps, long count, float* output)
    {
        for (long map = 0; map < count; map++, maps += height * width)
            for (var down = 0; down < Down; down++)
                for (var across = 0; across < Across; across++)
                    *output++ = maps[Largest(maps, down * size * width + across * size)];
    }

    /// <summary>Adds the cotangent of each window, for several tasks, to the place of its largest number.</summary>
    /// <param name="maps">What was read.</param>
    /// <param name="count">How many maps there are.</param>
    /// <param name="cotangent">Of the windows, task after task.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="pulled">Of the maps, task after task.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pullback(float* maps, long count, float* cotangent, long tasks, float* pulled)
    {
        var (numbers, windows) = (count * height * width, count * Down * Across);
        for (long map = 0; map < count; map++, maps += height * width, pulled += height * width)
            for (var down = 0; down < Down; down++)
                for (var across = 0; across < Across; across++, cotangent++)
                {
                    var place = Largest(maps, down * size * width + across * size);
                    for (long task = 0; task < tasks; task++) pulled[task * numbers + place] = cotangent[task * windows];
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
