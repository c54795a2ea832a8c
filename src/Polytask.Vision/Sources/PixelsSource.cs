using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.IO.Enumeration;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Vision.Images;

namespace Polytask.Vision.Sources;

/// <summary>
/// Grey images as numbers from 0 to 255 in delimited rows, as in <c>csv</c>: one number in each of many columns, or all in one cell with spaces between them. Gives the column
/// <c>image</c>, which holds the image itself, and all other columns.
/// </summary>
[Kind("pixels")]
public sealed record PixelsSource : FileSource
{
    /// <summary>Which files of a folder or archive; compared with the end of their names.</summary>
    public string Files { get; init; } = "*.csv";

    /// <summary>The names of the columns, for files without a header row.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The column or columns of numbers, in order; * and ? stand for characters.</summary>
    public string Pixels { get; init; } = "pixel*";

    /// <summary>The height of an image.</summary>
    [Range(1, 4096)]
    public required int Height { get; init; }

    /// <summary>The width of an image.</summary>
    [Range(1, 4096)]
    public required int Width { get; init; }

    /// <inheritdoc/>
    public override RowSource Open()
    {
        var table = new CsvSource { Path = Path, Files = Files, Encoding = Encoding, Columns = Columns }.Open();
        int[] pixels = [.. Enumerable.Range(0, table.Columns.Count).Where(column => FileSystemName.MatchesSimpleExpression(Pixels, table.Columns[column], ignoreCase: false))];
        if (pixels.Length != 1 && pixels.Length != Height * Width)
            throw new DataException($"{Path}  expected one column that matches '{Pixels}', or {Height * Width} for {Height} × {Width} numbers; found {pixels.Length}. Correct 'pixels', 'height' and 'width'.");
        int[] others = [.. Enumerable.Range(0, table.Columns.Count).Except(pixels)];
        if (others.Any(column => table.Columns[column] == ImageCell.Column)) throw new DataException($"{Path}  expected columns beside '{ImageCell.Column}', found one of that name. Name it otherwise with 'columns'.");
        return new Images(this, table, pixels, others);
    }

    private byte[] Bytes(IReadOnlyList<string> numbers, Place place)
    {
        var bytes = new byte[Height * Width];
        if (numbers.Count != bytes.Length) throw new DataException($"{place}  expected {bytes.Length} numbers for {Height} × {Width}, found {numbers.Count}. Correct the row, or 'height' and 'width'.");
        for (var i = 0; i < bytes.Length; i++)
            if (!byte.TryParse(numbers[i], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
                throw new DataException($"{place}  expected whole numbers from 0 to 255, found \"{numbers[i]}\". Correct the row.");
        return bytes;
    }

    private sealed class Images(PixelsSource options, RowSource table, int[] pixels, int[] others) : RowSource
    {
        public override IReadOnlyList<string> Columns { get; } = [ImageCell.Column, .. others.Select(column => table.Columns[column])];

        public override IEnumerable<Row> Read()
        {
            foreach (var row in table.Read())
            {
                string[] cells = [.. pixels.Select(column => row.Values[column] ?? "")];
                var bytes = options.Bytes(cells.Length > 1 ? cells : cells[0].Split(' ', StringSplitOptions.RemoveEmptyEntries), row.Place);
                yield return new Row([ImageCell.Of(options.Height, options.Width, bytes), .. others.Select(column => row.Values[column])], row.Place);
            }
        }
    }
}
