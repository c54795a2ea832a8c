namespace Polytask.Data;

/// <summary>How a label lies in its image, with which it is moved; <see cref="float.NaN"/> where there is none.</summary>
public abstract record TargetGeometry
{
    private protected TargetGeometry() { }

    /// <summary>Moves a label as its image is.</summary>
    internal abstract void Move(ReadOnlySpan<float> label, Affine geometry, Span<float> moved);

    /// <summary>Whether nothing of a label is there.</summary>
    internal static bool IsEmpty(ReadOnlySpan<float> label)
    {
        foreach (var value in label)
            if (!float.IsNaN(value)) return false;
        return true;
    }
}
