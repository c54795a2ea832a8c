using System.Text;
using CsCheck;
using Polytask.Text.Analysis;

namespace Polytask.Text.Tests.Analysis;

public sealed class WordTokeniserProperties
{
    [Fact]
    public void Tokens_are_whole_visible_pieces_of_the_text_in_its_order() => AnyText.Texts.ForAll(text =>
    {
        foreach (var characters in new[] { false, true })
        {
            var at = 0;
            foreach (var token in Tokens.Of(text, foldCase: false, characters: characters))
            {
                at = text.IndexOf(token, at, StringComparison.Ordinal);
                Assert.True(at >= 0 && token.Length > 0);
                Assert.True(IsWellFormed(token));
                Assert.DoesNotContain(token, c => char.IsWhiteSpace(c) || char.IsControl(c));
                at += token.Length;
            }
        }
    }, iter: 2000);

    [Fact]
    public void No_letter_or_digit_is_lost() => AnyText.Texts.ForAll(text =>
        Assert.Equal(LettersAndDigits(text), LettersAndDigits(string.Concat(Tokens.Of(text, foldCase: false)))), iter: 2000);

    [Fact]
    public void Lines_are_cut_one_by_one() => AnyText.Texts.Array[2].ForAll(lines =>
        Assert.Equal(lines.SelectMany(line => Tokens.Of(line)), Tokens.Of(string.Join('\n', lines))), iter: 1000);

    [Fact]
    public void Every_language_takes_every_text() => AnyText.Texts.ForAll(text =>
    {
        foreach (var (name, language) in Language.All)
            foreach (var token in Tokens.In(name, text, dropStopWords: language.StopWords is not null, stem: language.Stem is not null))
                Assert.True(token.Length > 0 && IsWellFormed(token), name);
    }, iter: 100);

    private static string LettersAndDigits(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar && Rune.IsLetterOrDigit(rune)));

    private static bool IsWellFormed(string token) => new UTF8Encoding(false, throwOnInvalidBytes: true) is var strict && Record.Exception(() => strict.GetByteCount(token)) is null;
}
