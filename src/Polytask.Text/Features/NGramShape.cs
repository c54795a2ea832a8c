namespace Polytask.Text.Features;

/// <summary>Which n-grams are features.</summary>
/// <param name="Words">The longest n-grams of tokens.</param>
/// <param name="Boundaries">Whether the begin and the end of a text take part in n-grams of two tokens and more.</param>
/// <param name="CharactersFrom">The shortest n-grams of characters within a token; 0 means none.</param>
/// <param name="CharactersTo">The longest.</param>
internal readonly record struct NGramShape(int Words, bool Boundaries, int CharactersFrom, int CharactersTo)
{
    /// <summary>The token before the first.</summary>
    public const string Begin = "\u0002";

    /// <summary>The token after the last.</summary>
    public const string End = "\u0003";

    /// <summary>What stands for a word that is not in the vocabulary.</summary>
    public const string Unknown = "\u0004";

    /// <summary>Hands over the n-grams of characters of a token, which is put between ‹ and › first.</summary>
    public void Characters(ReadOnlySpan<char> token, ref char[] buffer, Tokens handle)
    {
        if (CharactersTo == 0) return;
        var length = token.Length + 2;
        if (buffer.Length < length) buffer = new char[2 * length];
        buffer[0] = '‹';
        token.CopyTo(buffer.AsSpan(1));
        buffer[length - 1] = '›';
        for (var start = 0; start < length; start += Width(buffer, start))
        {
            var end = start;
            for (var n = 1; n <= CharactersTo && end < length; n++)
            {
                end += Width(buffer, end);
                if (n >= CharactersFrom) handle(buffer.AsSpan(start, end - start));
            }
        }
    }

    private static int Width(char[] buffer, int at) => char.IsHighSurrogate(buffer[at]) ? 2 : 1;

    /// <summary>Receives an n-gram of characters; valid only during the call.</summary>
    public delegate void Tokens(ReadOnlySpan<char> characters);
}
