using Polytask.Data;
using Polytask.Tasks;

namespace Polytask.Inference;

/// <summary>What one task predicts for one row.</summary>
public sealed class TaskPrediction
{
    private readonly PredictionTask _task;
    private readonly float[] _values;

    private readonly Picture? _saliency;

    internal TaskPrediction(PredictionTask task, float[] values, Picture? saliency = null) => (_task, _values, _saliency) = (task, values, saliency);

    /// <summary>The task's name.</summary>
    public string Task => _task.Name;

    /// <summary>The prediction as it would stand in the column: a class, several classes, or a number.</summary>
    public string Label => _task.Label(_values);

    /// <summary>What each of <see cref="Values"/> is: the class names, or the column's name; none where they are pixels.</summary>
    public IReadOnlyList<string> Names => _task.PredictionNames;

    /// <summary>A picture of what is predicted for every pixel, as a PNG; <c>null</c> where a row has one label.</summary>
    public byte[]? Picture => (_task as PixelTask)?.Png(_values);

    /// <summary>
    /// A picture of what in the row's image the prediction hangs on, as a PNG: orange where a place speaks for it, blue where it speaks against it. <c>null</c> where it was not asked for, or
    /// the row has no image.
    /// </summary>
    public byte[]? Saliency => _saliency?.Png();

    /// <summary>The probability of each class, or the predicted number.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The same prediction with what it hangs on.</summary>
    internal TaskPrediction With(Picture? saliency) => new(_task, _values, saliency);

    /// <summary>The probability of a class, or the predicted number, by name.</summary>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    public float this[string name]
    {
        get
        {
            for (var i = 0; i < _values.Length; i++)
                if (Names[i] == name) return _values[i];
            throw new ArgumentException($"Task '{Task}' has no '{name}'. Expected one of {string.Join(", ", Names)}.", nameof(name));
        }
    }
}
