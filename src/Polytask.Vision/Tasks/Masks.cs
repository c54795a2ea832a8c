using Polytask.Data;
using Polytask.Vision.Images;

namespace Polytask.Vision.Tasks;

/// <summary>The masks of a task: the index of a class for every pixel.</summary>
internal sealed class Masks
{
    private readonly Dictionary<int, int> _indices;
    private readonly string _task, _column;
    private readonly int _void;
    private readonly LabelImages _images;

    /// <param name="task">The task's name.</param>
    /// <param name="column">The column of the masks.</param>
    /// <param name="empty">The number of pixels without class.</param>
    /// <param name="classes">Size and classes.</param>
    /// <param name="pixels">How many pixels of each class the training masks have, where they were counted.</param>
    public Masks(string task, string column, int empty, MaskClasses classes, long[]? pixels = null)
    {
        (_task, _column, _void, Classes, Pixels) = (task, column, empty, classes, pixels ?? []);
        _indices = classes.Numbers.Index().ToDictionary(number => number.Item, number => number.Index);
        _images = new LabelImages(column, classes.Height, classes.Width);
    }

    public MaskClasses Classes { get; }

    public long[] Pixels { get; }

    public IDisposable Open() => _images.Open();

    /// <summary>Reads the index of the class of every pixel, <see cref="float.NaN"/> where there is none.</summary>
    /// <exception cref="DataException">The mask cannot be read, has another size or a number that is no class.</exception>
    public void Read(string cell, Place place, Span<float> indices)
    {
        var numbers = _images.Read(cell, place).Numbers;
        for (var pixel = 0; pixel < numbers.Length; pixel++)
            indices[pixel] = numbers[pixel] == _void ? float.NaN : _indices.TryGetValue(numbers[pixel], out var index) ? index : throw Unknown(cell, place, numbers[pixel], pixel);
    }

    /// <summary>A cell with a mask.</summary>
    public string Cell(ReadOnlySpan<float> indices)
    {
        var numbers = new ushort[indices.Length];
        for (var pixel = 0; pixel < numbers.Length; pixel++) numbers[pixel] = (ushort)(float.IsNaN(indices[pixel]) ? _void : Classes.Numbers[(int)indices[pixel]]);
        return ImageCell.Of(new PixelMap(Classes.Height, Classes.Width, numbers), Math.Max(_void, Classes.Numbers.Max()) > byte.MaxValue ? 16 : 8);
    }

    private DataException Unknown(string cell, Place place, int number, int pixel) => new(
        $"{ImageFiles.Name(cell, place)}  column '{_column}': the pixel in row {pixel / Classes.Width + 1} and column {pixel % Classes.Width + 1} has the number {number}, which is none of the {Classes.Names.Length} classes and not void ({_void}). Correct the mask, or tasks.{_task}.classes or void.");
}
