using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Vision.Images;

namespace Polytask.Vision.Sources;

/// <summary>A source that reads images from a file in the IDX format, and their labels from others.</summary>
public abstract record IdxOptions : SourceOptions
{
    /// <summary>A folder, a .zip or the file of images; .gz files are unpacked while they are read.</summary>
    [Path]
    public required string Path { get; init; }

    /// <summary>The file of images, compared with the end of its name.</summary>
    public string Images { get; init; } = "*images*";

    /// <summary>How many images to read; by default all, and as many labels as there are images.</summary>
    [Range(1, int.MaxValue)]
    public int? Rows { get; init; }

    /// <summary>Reads grey images with the bytes that stand for them in each file of labels.</summary>
    private protected IEnumerable<(byte[] Pixels, int Height, int Width, byte[] Labels, Place Place)> Read(IEnumerable<string> labelPatterns)
    {
        using var imageFiles = InputFiles.Open(Path, Images);
        var imageFile = Only(imageFiles, Images);
        using var images = new IdxReader(imageFile, 3);
        var opened = new List<IDisposable>();
        try
        {
            var labels = new List<IdxReader>();
            foreach (var pattern in labelPatterns)
            {
                // Beside the file of images, where that is what the path names.
                var files = InputFiles.Open(File.Exists(Path) && !imageFile.Place.Contains('/') ? System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))! : Path, pattern);
                opened.Add(files);
                labels.Add(new IdxReader(Only(files, pattern), 1));
                opened.Add(labels[^1]);
                if (Rows is null && labels[^1].Sizes[0] != images.Sizes[0])
                    throw new DataException($"{imageFile.Place}  expected as many images as labels in {Only(files, pattern).Place}, {labels[^1].Sizes[0]}; found {images.Sizes[0]}. Choose files that belong together, or state how many to read with 'rows'.");
            }
            if (labels.Append(images).Min(reader => reader.Sizes[0]) is var least && Rows > least)
                throw new DataException($"{imageFile.Place}  expected at least {Rows} images and labels, as 'rows' says; found {least}. Lower it.");
            ImageLimits.Check(imageFile.Place, images.Sizes[2], images.Sizes[1]);
            for (var row = 0; row < (Rows ?? images.Sizes[0]); row++)
            {
                var (pixels, bytes) = (new byte[images.Sizes[1] * images.Sizes[2]], new byte[labels.Count]);
                images.Fill(pixels);
                for (var i = 0; i < bytes.Length; i++) labels[i].Fill(bytes.AsSpan(i, 1));
                yield return (pixels, images.Sizes[1], images.Sizes[2], bytes, imageFile.At(row + 1));
            }
            if (Rows is not null) yield break;
            foreach (var reader in labels.Append(images)) reader.RequireEnd();
        }
        finally
        {
            foreach (var open in Enumerable.Reverse(opened)) open.Dispose();
        }
    }

    private InputFile Only(InputFiles files, string pattern) => files.Files is [var file] ? file
        : throw new DataException($"{Path}  expected one file that matches '{pattern}'; found {string.Join(", ", files.Files.Take(5).Select(file => file.Name))}. Make the pattern narrower.");
}
