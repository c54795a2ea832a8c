namespace Polytask.Text.Analysis;

/// <summary>Receives the tokens of a text one by one; a token is valid only during the call.</summary>
public delegate void TokenHandler(ReadOnlySpan<char> token);

/// <summary>Cuts texts into tokens, as they count: folded, stemmed, without stop words. Not for several threads at once.</summary>
public interface ITokeniser
{
    /// <summary>Hands over the tokens of a text in order.</summary>
    void Tokenise(string text, TokenHandler handle);
}
