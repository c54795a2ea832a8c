using Polytask.Catalog;
using Polytask.Data;
using Polytask.Vision.Images;

namespace Polytask.Vision.Sources;

/// <summary>
/// One image a file, in folders named for their class: <c>circle/1.png</c>. Gives the columns <c>image</c> (the path of the file), <c>label</c> (the folder that holds it) and
/// <c>file</c> (its name with folders).
/// </summary>
[Kind("image_folders")]
public sealed record ImageFoldersSource : SourceOptions
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".bmp", ".webp", ".pgm", ".ppm"];

    /// <summary>A folder or a .zip, which is read without unpacking it to disk.</summary>
    [Path]
    public required string Path { get; init; }

    /// <summary>Which files, compared with the end of their names; of these, all that are named as images are: png, jpg, jpeg, bmp, webp, pgm or ppm.</summary>
    public string Files { get; init; } = "*";

    /// <inheritdoc/>
    public override RowSource Open()
    {
        using var files = InputFiles.Open(Path, Files);
        var images = files.Files.Where(IsImage).ToList();
        if (images.Count == 0) throw new DataException($"{Path}  expected files named {string.Join(", ", Extensions)}; found {files.Files[0].Name}. Correct the path or 'files'.");
        if (images.Find(file => !file.Name.Contains('/')) is { } stray)
            throw new DataException($"{stray.Place}  expected every image in a folder named for its class, found this one outside. Move it, or choose files with 'files'.");
        return new ImageFolders(this);
    }

    private static bool IsImage(InputFile file) => Extensions.Contains(System.IO.Path.GetExtension(file.Name).ToLowerInvariant());

    private sealed class ImageFolders(ImageFoldersSource options) : RowSource
    {
        public override IReadOnlyList<string> Columns { get; } = [ImageCell.Column, "label", "file"];

        public override IEnumerable<Row> Read()
        {
            using var files = InputFiles.Open(options.Path, options.Files);
            foreach (var file in files.Files.Where(IsImage))
            {
                var parts = file.Name.Split('/');
                yield return new Row([parts[^1], parts[^2], file.Name], file.At(0));
            }
        }
    }
}
