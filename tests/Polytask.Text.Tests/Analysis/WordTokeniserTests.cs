namespace Polytask.Text.Tests.Analysis;

/// <summary>Tokens stand apart by "|".</summary>
public sealed class WordTokeniserTests
{
    [Theory]
    [InlineData("The quick brown fox.", "the|quick|brown|fox|.")]
    [InlineData("Wait... what?!", "wait|.|.|.|what|?|!")]
    [InlineData("don't DON’T rock'n'roll 'quoted' dogs'", "don't|don't|rock'n'roll|'|quoted|'|dogs|'")]
    [InlineData("well-made, snake_case", "well|-|made|,|snake_case")]
    [InlineData("3.14 1,000,000.5 v2 10/10 1. 2,", "3.14|1,000,000.5|v2|10|/|10|1|.|2|,")]
    [InlineData("great.But a,b", "great|.|but|a|,|b")]
    [InlineData("me@example.com", "me|@|example|.|com")]
    [InlineData("https://example.com/a?b=1", "https|:|/|/|example|.|com|/|a|?|b|=|1")]
    public void English_is_cut_into_words_and_punctuation(string text, string tokens) => Assert.Equal(tokens.Split('|'), Tokens.Of(text));

    [Theory]
    [InlineData("Ça m'a plu", "ça|m'a|plu")]
    [InlineData("cafe\u0301 ex\u00ADample", "cafe\u0301|ex\u00ADample")]
    [InlineData("Привет, мир", "привет|,|мир")]
    [InlineData("مَرْحَبًا بالعالم؟", "مَرْحَبًا|بالعالم|؟")]
    [InlineData("می‌خواهم", "می‌خواهم")]
    [InlineData("हिन्दी में।", "हिन्दी|में|।")]
    [InlineData("ภาษาไทย ดีมาก", "ภาษาไทย|ดีมาก")]
    [InlineData("٣٫١٤ ١٢", "٣|٫|١٤|١٢")]
    [InlineData("한국어 문장", "한국어|문장")]
    [InlineData("我喜欢iPhone15。", "我|喜|欢|iphone15|。")]
    [InlineData("テスト です", "テスト|で|す")]
    [InlineData("𠮷野家 𐐀𐐁", "𠮷|野|家|𐐨𐐩")]
    public void Other_scripts_are_cut_by_their_letters(string text, string tokens) => Assert.Equal(tokens.Split('|'), Tokens.Of(text));

    [Theory]
    [InlineData("good👍🏽!", "good|👍🏽|!")]
    [InlineData("👩‍👩‍👧‍👦👨‍🚀", "👩‍👩‍👧‍👦|👨‍🚀")]
    [InlineData("❤️❤ 🇩🇪🇫🇷", "❤️|❤|🇩🇪|🇫🇷")]
    [InlineData("#️⃣ 1️⃣", "#️⃣|1️⃣")]
    [InlineData("🏴󠁧󠁢󠁳󠁣󠁴󠁿 :-)", "🏴󠁧󠁢󠁳󠁣󠁴󠁿|:|-|)")]
    public void An_emoji_is_one_token(string text, string tokens) => Assert.Equal(tokens.Split('|'), Tokens.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n\u00A0\u3000\u2028")]
    [InlineData("\0\u0001\u001F\u007F\u0085")]
    [InlineData("\u200B\u200D\uFEFF\u202E")]
    [InlineData("\u0301")]
    public void What_cannot_be_seen_is_no_token(string text) => Assert.Empty(Tokens.Of(text));

    [Fact]
    public void Halves_of_characters_are_no_tokens() => Assert.Equal(["a", "b", "c", "!"], Tokens.Of("a\uD83D b\uDE00c \uDE00\uD83D!"));

    [Fact]
    public void Zero_width_spaces_part_words_and_byte_order_marks_vanish() => Assert.Equal(["one", "two"], Tokens.Of("\uFEFFone\u200Btwo\uFEFF"));

    [Fact]
    public void Case_folds_the_same_way_in_all_languages() => Assert.Equal(["istanbul", "İstanbul", "ısı", "οδοσ", "straße"], Tokens.Of("ISTANBUL İstanbul ısı ΟΔΟΣ STRAßE"));

    [Fact]
    public void Case_stays_where_it_counts() => Assert.Equal(["US", "us", "DON’T"], Tokens.Of("US us DON’T", foldCase: false));

    [Fact]
    public void Without_punctuation_words_remain() => Assert.Equal(["so", "good", "3.5"], Tokens.Of("So... good!!! 👍 3.5", punctuation: false));
}
