namespace Polytask.Data;

/// <summary>Where a row came from, for error messages: a file (<c>archive.zip/inner.csv</c> inside an archive) and a line counted from 1; line 0 is the file as a whole.</summary>
public readonly record struct Place(string File, long Line)
{
    /// <summary>The folder or archive on disk where files that the row names are looked for: that of the file; <c>null</c> where the row is from nowhere on disk.</summary>
    public string? Root { get; init; }

    /// <summary>Places are equal where they read the same.</summary>
    public bool Equals(Place other) => File == other.File && Line == other.Line;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(File, Line);

    /// <summary><c>reviews.csv:812</c>.</summary>
    public override string ToString() => Line > 0 ? $"{File}:{Line}" : File;
}

/// <summary>One example as it stands in the source. A value that is <c>null</c> is missing; an empty cell is missing too.</summary>
/// <param name="Values">One value per column of the source, in column order.</param>
/// <param name="Place">Where it stands.</param>
public readonly record struct Row(IReadOnlyList<string?> Values, Place Place);
