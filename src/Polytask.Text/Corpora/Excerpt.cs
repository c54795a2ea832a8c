namespace Polytask.Text.Corpora;

/// <summary>Found text in messages.</summary>
internal static class Excerpt
{
    private const int Length = 40;

    /// <summary>The beginning of a text, on one line.</summary>
    public static string Of(string text) =>
        string.Concat(text.Take(Length).Select(c => char.IsControl(c) ? ' ' : c)) + (text.Length > Length ? "…" : "");
}
