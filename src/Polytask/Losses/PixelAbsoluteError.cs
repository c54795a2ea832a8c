namespace Polytask.Losses;

/// <summary>The mean over the labelled pixels of an image of the size of the error.</summary>
public static class PixelAbsoluteError
{
    /// <summary>The loss of one image, and its gradient; 0 where no pixel has a label.</summary>
    /// <param name="outputs">[pixels].</param>
    /// <param name="target">[pixels], <see cref="float.NaN"/> where there is no label.</param>
    /// <param name="gradient">Receives the derivative with respect to the outputs, [pixels].</param>
    public static double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient)
    {
        var (loss, labelled) = (0.0, 0);
        foreach (var label in target)
            if (!float.IsNaN(label)) labelled++;
        for (var pixel = 0; pixel < target.Length; pixel++)
        {
            gradient[pixel] = 0;
            if (float.IsNaN(target[pixel])) continue;
            loss += AbsoluteError.Loss(outputs[pixel], target[pixel], out var derivative);
            gradient[pixel] = (float)(derivative / labelled);
        }
        return labelled > 0 ? loss / labelled : 0;
    }
}
