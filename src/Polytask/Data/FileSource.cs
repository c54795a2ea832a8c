using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>A source that reads text files.</summary>
public abstract record FileSource : SourceOptions
{
    /// <summary>A file, a folder, a .zip or a .gz; archives are read without unpacking them to disk.</summary>
    [Path]
    public required string Path { get; init; }

    /// <summary>How bytes are read as text. A byte order mark in the file is obeyed first.</summary>
    public TextEncoding Encoding { get; init; } = TextEncoding.Utf8;
}
