using Polytask.Data;
using Polytask.Vision.Images;

namespace Polytask.Vision.Tasks;

/// <summary>The images that hold the labels of a task, all of one size.</summary>
/// <param name="column">The column that names or holds them.</param>
/// <param name="height">Their height; by default that of the first.</param>
/// <param name="width">Their width.</param>
internal sealed class LabelImages(string column, int height = 0, int width = 0)
{
    private ImageFiles? _open;

    public int Height { get; private set; } = height;

    public int Width { get; private set; } = width;

    /// <summary>Keeps archives open until the result is disposed of.</summary>
    public IDisposable Open()
    {
        _open = new ImageFiles();
        return new Closing(this);
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="DataException">It cannot be read, or has another size.</exception>
    public PixelMap Read(string cell, Place place)
    {
        using var files = _open is null ? new ImageFiles() : null;
        var map = PixelMapDecoder.Decode((_open ?? files!).Read(cell, place), ImageFiles.Name(cell, place));
        if (Height == 0) (Height, Width) = (map.Height, map.Width);
        if ((map.Height, map.Width) != (Height, Width))
            throw new DataException($"{ImageFiles.Name(cell, place)}  column '{column}': expected labels of {Height} × {Width} pixels as in the first training row, found {map.Height} × {map.Width}. Make all of one size.");
        return map;
    }

    private sealed class Closing(LabelImages images) : IDisposable
    {
        public void Dispose()
        {
            images._open?.Dispose();
            images._open = null;
        }
    }
}
