using Polytask.Catalog;
using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>A published corpus, read as it is published: the archive or the unpacked folder, nothing is written.</summary>
public abstract record CorpusOptions : SourceOptions
{
    /// <summary>The corpus on disk: its zip file, or a folder that holds its zip files or its unpacked files. By default the package that <c>polytask data get</c> has installed.</summary>
    [Path]
    public string? Path { get; init; }

    /// <summary>The package that holds the corpus.</summary>
    internal abstract CorpusPackage Package { get; }

    /// <summary>The columns.</summary>
    internal abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Finds the corpus's files at once, and reads them when the rows are asked for.</summary>
    /// <exception cref="DataException">A file is missing, or is not as published.</exception>
    internal abstract IEnumerable<Row> Rows(CorpusFiles files);

    /// <inheritdoc/>
    public sealed override RowSource Open()
    {
        var path = Path ?? new CorpusStore().Locate(Package);
        using var files = new CorpusFiles(path, Package);
        Rows(files);
        return new Source(this, path);
    }

    private sealed class Source(CorpusOptions options, string path) : RowSource
    {
        public override IReadOnlyList<string> Columns => options.Columns;

        public override IEnumerable<Row> Read()
        {
            using var files = new CorpusFiles(path, options.Package);
            foreach (var row in options.Rows(files)) yield return row;
        }
    }
}
