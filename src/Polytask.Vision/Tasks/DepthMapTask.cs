using System.ComponentModel.DataAnnotations;
using Polytask.Data;
using Polytask.Tasks;

namespace Polytask.Vision.Tasks;

/// <summary>A task whose labels are made of depth maps: images with the distance of every pixel, as a PNG in grey of up to 16 bits or as PGM. A pixel of 0 has none.</summary>
public abstract record DepthMapTask : LabelImageTask
{
    /// <summary>What 1 stands for in the depth maps, in metres.</summary>
    [Range(1e-9, 1e3)]
    public double Unit { get; init; } = 0.001;

    /// <summary>The largest depth in metres; what is beyond has no label.</summary>
    [Range(1e-6, 1e6)]
    public double Maximum { get; init; } = 1e6;

    /// <summary>Reads a depth map in metres, <see cref="float.NaN"/> where a pixel has none.</summary>
    internal void Read(LabelImages images, string cell, Place place, Span<float> depths)
    {
        var numbers = images.Read(cell, place).Numbers;
        for (var pixel = 0; pixel < numbers.Length; pixel++) depths[pixel] = numbers[pixel] > 0 && numbers[pixel] * Unit is var depth && depth <= Maximum ? (float)depth : float.NaN;
    }

    /// <summary>Finds the size of the training maps, and hands out each of them.</summary>
    internal LabelImages Look(string name, IEnumerable<(string Value, Place Place)> labels, Action<float[]> see)
    {
        var images = new LabelImages(Column ?? name);
        using var open = images.Open();
        var depths = Array.Empty<float>();
        var pixels = 0L;
        Look(labels, (cell, place) =>
        {
            if (depths.Length == 0)
            {
                images.Read(cell, place);
                depths = new float[images.Height * images.Width];
            }
            Read(images, cell, place, depths);
            see(depths);
            pixels += depths.LongCount(depth => !float.IsNaN(depth));
        });
        return pixels > 0 ? images
            : throw new DataException($"tasks.{name}: column '{Column ?? name}' has no depth in any training row. Expected one of more than 0 and at most 'maximum'; check the column, the task's source and where, the split, and the unit.");
    }
}
