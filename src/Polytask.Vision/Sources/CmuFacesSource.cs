using System.Globalization;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Vision.Images;

namespace Polytask.Vision.Sources;

/// <summary>
/// The CMU face images of 32 × 30 as lists of numbers, one list for each of three tasks: every image has a pose (4), a quarter of them identity (20) and sunglasses (2). Gives
/// the columns <c>image</c>, <c>pose</c>, <c>identity</c>, <c>sunglasses</c> and <c>part</c> (train or test). Classes are numbered as in the lists. The lists part the images differently: an image
/// is a row of each part in which a list has it, with the labels of those lists alone, so that no label is both learnt and tested.
/// </summary>
[Kind("cmu_faces", Paper = "Mitchell, Machine Learning, McGraw-Hill, 1997, chapter 4", Url = "https://archive.ics.uci.edu/dataset/124/cmu+face+images")]
public sealed record CmuFacesSource : SourceOptions
{
    private const int Height = 30, Width = 32;
    private static readonly string[] Lists = ["Pose", "Face", "Sunglasses"];
    private static readonly (string Part, string Inputs, string Outputs)[] Parts = [("train", "trainingInp", "trainingOut"), ("test", "testInp", "testOut")];

    /// <summary>A folder or a .zip with the folders Pose, Face and Sunglasses.</summary>
    [Path]
    public required string Path { get; init; }

    /// <inheritdoc/>
    public override RowSource Open()
    {
        foreach (var list in Lists) InputFiles.Open(Path, $"{list}/*.txt").Dispose();
        return new Faces(this);
    }

    private IEnumerable<Row> Rows(string part, string inputs, string outputs)
    {
        var rows = new OrderedDictionary<string, (string?[] Labels, Place Place)>(StringComparer.Ordinal);
        for (var task = 0; task < Lists.Length; task++)
        {
            using var images = InputFiles.Open(Path, $"{Lists[task]}/{inputs}*.txt");
            using var labels = InputFiles.Open(Path, $"{Lists[task]}/{outputs}*.txt");
            foreach (var (image, label) in images.Files.SelectMany(Lines).Zip(labels.Files.SelectMany(Lines)))
            {
                var cell = ImageCell.Of(Height, Width, Pixels(image));
                if (!rows.TryGetValue(cell, out var row)) rows[cell] = row = (new string?[Lists.Length], image.Place);
                row.Labels[task] = Class(label);
            }
        }
        return rows.Select(row => new Row([row.Key, .. row.Value.Labels, part], row.Value.Place));
    }

    private static IEnumerable<TextLine> Lines(InputFile file) => file.ReadLines().Where(line => !string.IsNullOrWhiteSpace(line.Text));

    private static byte[] Pixels(TextLine line)
    {
        string[] numbers = line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var pixels = new byte[Height * Width];
        if (numbers.Length != pixels.Length + 1 || numbers[0] != "1") throw new DataException($"{line.Place}  expected 1 and {pixels.Length} numbers, found {numbers.Length} numbers. Choose the folder or archive as it was published.");
        for (var i = 0; i < pixels.Length; i++)
            if (!byte.TryParse(numbers[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out pixels[i]))
                throw new DataException($"{line.Place}  expected numbers from 0 to 255, found \"{numbers[i + 1]}\". Choose the folder or archive as it was published.");
        return pixels;
    }

    private static string Class(TextLine line)
    {
        string[] numbers = line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return numbers.Count(number => number == "1") == 1 && numbers.All(number => number is "0" or "1") ? (Array.IndexOf(numbers, "1") + 1).ToString(CultureInfo.InvariantCulture)
            : throw new DataException($"{line.Place}  expected zeros and one 1, found \"{line.Text}\". Choose the folder or archive as it was published.");
    }

    private sealed class Faces(CmuFacesSource options) : RowSource
    {
        public override IReadOnlyList<string> Columns { get; } = [ImageCell.Column, "pose", "identity", "sunglasses", "part"];

        public override IEnumerable<Row> Read() => Parts.SelectMany(part => options.Rows(part.Part, part.Inputs, part.Outputs));
    }
}
