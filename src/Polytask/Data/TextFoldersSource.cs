using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>
/// One text a file, in folders named for their class: <c>pos/1.txt</c>. Gives the columns <c>text</c> (without white space around it),
/// <c>label</c> (the folder that holds the file) and <c>file</c> (its name with folders).
/// </summary>
[Kind("text_folders")]
public sealed record TextFoldersSource : FileSource
{
    /// <summary>Which files; compared with the end of their names.</summary>
    public string Files { get; init; } = "*.txt";

    /// <inheritdoc/>
    public override RowSource Open()
    {
        using var files = InputFiles.Open(Path, Files);
        if (files.Files.FirstOrDefault(file => !file.Name.Contains('/')) is { } stray)
            throw new DataException($"{stray.Place}  expected every text in a folder named for its class, found this one outside. Move it, or choose files with 'files'.");
        return new TextFolders(this);
    }

    private sealed class TextFolders(TextFoldersSource options) : RowSource
    {
        public override IReadOnlyList<string> Columns { get; } = ["text", "label", "file"];

        public override IEnumerable<Row> Read()
        {
            using var files = InputFiles.Open(options.Path, options.Files);
            foreach (var file in files.Files)
                yield return new Row([file.ReadText(options.Encoding).Trim(), file.Name.Split('/')[^2], file.Name], new Place(file.Place, 0));
        }
    }
}
