namespace Polytask.Text.Analysis;

/// <summary>
/// Lower case where it takes more than the invariant culture knows, as Lucene's filters have it. Those ask the runtime for a culture,
/// which programs in globalization-invariant mode do not have.
/// </summary>
internal static class CaseFolding
{
    /// <summary>Greek without accents, and with one sigma.</summary>
    public static string Greek(string word) => string.Create(word.Length, word.ToLowerInvariant(), static (folded, lower) =>
    {
        const string accented = "άέήίϊΐόύϋΰώς", plain = "αεηιιιουυυωσ";
        for (var i = 0; i < folded.Length; i++)
            folded[i] = accented.IndexOf(lower[i], StringComparison.Ordinal) is >= 0 and var at ? plain[at] : lower[i];
    });

    /// <summary>Irish with a hyphen between an eclipsing n or t and the vowel that was a capital: "nAthair" becomes "n-athair".</summary>
    public static string Irish(string word) =>
        word.Length > 1 && word[0] is 'n' or 't' && "AEIOUÁÉÍÓÚ".Contains(word[1], StringComparison.Ordinal) ? $"{word[0]}-{word[1..].ToLowerInvariant()}" : word.ToLowerInvariant();

    /// <summary>Turkish with its two letters, İ that becomes i and I that becomes ı.</summary>
    public static string Turkish(string word) =>
        word.Replace("I\u0307", "i", StringComparison.Ordinal).Replace('İ', 'i').Replace('I', 'ı').ToLowerInvariant();
}
