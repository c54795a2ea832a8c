namespace Polytask.Text.Analysis;

/// <summary>Receives the tokens of a text one by one; a token is valid only during the call.</summary>
internal delegate void TokenHandler(ReadOnlySpan<char> token);
