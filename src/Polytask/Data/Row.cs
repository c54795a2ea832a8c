namespace Polytask.Data;

/// <summary>Where a row came from, for error messages: a file (<c>archive.zip/inner.csv</c> inside an archive) and a line counted from 1; line 0 is the file as a whole.</summary>
public readonly record struct Place(string File, long Line)
{
    /// <summary><c>reviews.csv:812</c>.</summary>
    public override string ToString() => Line > 0 ? $"{File}:{Line}" : File;
}

/// <summary>One example as it stands in the source. A value that is <c>null</c> is missing; an empty cell is missing too.</summary>
/// <param name="Values">One value per column of the source, in column order.</param>
/// <param name="Place">Where it stands.</param>
public readonly record struct Row(IReadOnlyList<string?> Values, Place Place);
