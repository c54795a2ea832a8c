using Polytask.Text.Analysis;

namespace Polytask.Text.Tests.Analysis;

/// <summary>Tokens as strings.</summary>
internal static class Tokens
{
    public static string[] Of(string text, bool foldCase = true, bool punctuation = true, WordNormaliser? normaliser = null, bool characters = false) =>
        Of(text, new WordTokeniser(foldCase, punctuation, normaliser, characters));

    public static string[] In(string language, string text, bool dropStopWords = false, bool stem = false)
    {
        var known = Language.All[language];
        return Of(text, new WordTokeniser(true, true, known.Normaliser(dropStopWords, stem), known.Characters));
    }

    public static string[] Of(string text, WordTokeniser tokeniser)
    {
        var tokens = new List<string>();
        tokeniser.Tokenise(text, token => tokens.Add(token.ToString()));
        return [.. tokens];
    }
}
