namespace Polytask.Catalog;

/// <summary>Finds the name that a misspelt one was meant to be.</summary>
public static class Suggestion
{
    private const int LongestWord = 64;

    /// <summary>The known name nearest to a word, by edits (insert, delete, replace, swap neighbours); <c>null</c> where none is near.</summary>
    public static string? For(string word, IEnumerable<string> known)
    {
        if (word.Length > LongestWord) return null;
        var nearest = known.Select(name => (name, edits: Edits(word.ToLowerInvariant(), name.ToLowerInvariant()))).OrderBy(pair => pair.edits).FirstOrDefault();
        return nearest.name is { } name && nearest.edits <= Math.Max(1, Math.Min(word.Length, name.Length) / 3) ? name : null;
    }

    /// <summary>What to do about a word that is none of the known names: take the nearest, or choose.</summary>
    public static string Cure(string word, IReadOnlyCollection<string> known) =>
        For(word, known) is { } name ? $"Did you mean '{name}'?"
        : known.Count > 0 ? $"Choose one of {string.Join(", ", known)}."
        : "There is nothing to choose from; remove it.";

    private static int Edits(string a, string b)
    {
        var edits = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) edits[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) edits[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = edits[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(replaced, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        return edits[a.Length, b.Length];
    }
}
