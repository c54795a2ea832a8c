using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;

namespace Polytask.Text.Tests.Analysis;

public sealed class EastAsianTests
{
    [Theory]
    [InlineData("chinese", "我喜欢iPhone15，真好！👍", "我|喜|欢|iphone15|，|真|好|！|👍")]
    [InlineData("japanese", "テストです", "テ|ス|ト|で|す")]
    [InlineData("japanese", "ﾃｽﾄ ｶﾞ ＯＫ", "テ|ス|ト|ガ|ok")]
    [InlineData("korean", "한국어 문장", "한|국|어|문|장")]
    [InlineData("chinese", "𠮷野家3.5分", "𠮷|野|家|3.5|分")]
    public void Every_character_is_a_word(string language, string text, string tokens) => Assert.Equal(tokens.Split('|'), Tokens.In(language, text));

    [Theory]
    [InlineData("chinese", "这家酒店的早餐非常好吃")]
    [InlineData("japanese", "このホテルの朝食はとてもおいしい")]
    [InlineData("korean", "아침식사가")]
    public void Neighbours_are_the_pairs_of_Lucenes_analyzer(string language, string text)
    {
        var characters = Tokens.In(language, text);
        using var stream = new CJKAnalyzer(LuceneVersion.LUCENE_48, CharArraySet.Empty).GetTokenStream("", text);
        var pairs = new List<string>();
        var term = stream.GetAttribute<ICharTermAttribute>();
        stream.Reset();
        while (stream.IncrementToken()) pairs.Add(term.ToString()!);
        Assert.Equal(pairs, characters.Zip(characters.Skip(1), string.Concat));
    }
}
