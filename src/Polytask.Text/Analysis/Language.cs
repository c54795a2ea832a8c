using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Bg;
using Lucene.Net.Analysis.Br;
using Lucene.Net.Analysis.Ca;
using Lucene.Net.Analysis.Ckb;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Cz;
using Lucene.Net.Analysis.Da;
using Lucene.Net.Analysis.De;
using Lucene.Net.Analysis.El;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Eu;
using Lucene.Net.Analysis.Fa;
using Lucene.Net.Analysis.Fi;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Ga;
using Lucene.Net.Analysis.Gl;
using Lucene.Net.Analysis.Hi;
using Lucene.Net.Analysis.Hu;
using Lucene.Net.Analysis.Hy;
using Lucene.Net.Analysis.Id;
using Lucene.Net.Analysis.In;
using Lucene.Net.Analysis.It;
using Lucene.Net.Analysis.Lv;
using Lucene.Net.Analysis.Nl;
using Lucene.Net.Analysis.No;
using Lucene.Net.Analysis.Pt;
using Lucene.Net.Analysis.Ro;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Snowball;
using Lucene.Net.Analysis.Sv;
using Lucene.Net.Analysis.Tr;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;

namespace Polytask.Text.Analysis;

/// <summary>What Lucene knows of a language: how its words are folded, its stop words and its stemmer, as in Lucene's analyzer of the language.</summary>
internal sealed record Language(Func<CharArraySet> StopWords, Func<TokenStream, TokenStream> Stem)
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    /// <summary>The languages, by English name in lower case.</summary>
    public static IReadOnlyDictionary<string, Language> All { get; } = new SortedDictionary<string, Language>(StringComparer.Ordinal)
    {
        ["arabic"] = new(() => ArabicAnalyzer.DefaultStopSet, s => new ArabicStemFilter(new ArabicNormalizationFilter(s))),
        ["armenian"] = Snowball(() => ArmenianAnalyzer.DefaultStopSet, "Armenian"),
        ["basque"] = Snowball(() => BasqueAnalyzer.DefaultStopSet, "Basque"),
        ["brazilian"] = new(() => BrazilianAnalyzer.DefaultStopSet, s => new BrazilianStemFilter(s)),
        ["bulgarian"] = new(() => BulgarianAnalyzer.DefaultStopSet, s => new BulgarianStemFilter(s)),
        ["catalan"] = Snowball(() => CatalanAnalyzer.DefaultStopSet, "Catalan") with { Fold = Without(Articles("d l m n s t")) },
        ["czech"] = new(() => CzechAnalyzer.DefaultStopSet, s => new CzechStemFilter(s)),
        ["danish"] = Snowball(() => DanishAnalyzer.DefaultStopSet, "Danish"),
        ["dutch"] = Snowball(() => DutchAnalyzer.DefaultStopSet, "Dutch"),
        ["english"] = new(() => EnglishAnalyzer.DefaultStopSet, s => new PorterStemFilter(s)) { Fold = s => LowerCase(new EnglishPossessiveFilter(Version, s)) },
        ["finnish"] = Snowball(() => FinnishAnalyzer.DefaultStopSet, "Finnish"),
        ["french"] = new(() => FrenchAnalyzer.DefaultStopSet, s => new FrenchLightStemFilter(s)) { Fold = Without(FrenchAnalyzer.DEFAULT_ARTICLES) },
        ["galician"] = new(() => GalicianAnalyzer.DefaultStopSet, s => new GalicianStemFilter(s)),
        ["german"] = new(() => GermanAnalyzer.DefaultStopSet, s => new GermanLightStemFilter(new GermanNormalizationFilter(s))),
        ["greek"] = new(() => GreekAnalyzer.DefaultStopSet, s => new GreekStemFilter(s)) { Fold = s => new GreekLowerCaseFilter(Version, s) },
        ["hindi"] = new(() => HindiAnalyzer.DefaultStopSet, s => new HindiStemFilter(s)) { Fold = s => new HindiNormalizationFilter(new IndicNormalizationFilter(LowerCase(s))) },
        ["hungarian"] = Snowball(() => HungarianAnalyzer.DefaultStopSet, "Hungarian"),
        ["indonesian"] = new(() => IndonesianAnalyzer.DefaultStopSet, s => new IndonesianStemFilter(s)),
        ["irish"] = Snowball(() => IrishAnalyzer.DefaultStopSet, "Irish") with { Fold = s => new IrishLowerCaseFilter(new ElisionFilter(s, Articles("b d m"))) },
        ["italian"] = new(() => ItalianAnalyzer.DefaultStopSet, s => new ItalianLightStemFilter(s)) { Fold = Without(Articles("agl all c coll d dagl dall degl dell gl l m negl nell pell s sugl sull t un v")) },
        ["latvian"] = new(() => LatvianAnalyzer.DefaultStopSet, s => new LatvianStemFilter(s)),
        ["norwegian"] = Snowball(() => NorwegianAnalyzer.DefaultStopSet, "Norwegian"),
        ["persian"] = new(() => PersianAnalyzer.DefaultStopSet, s => new PersianStemFilter(s)) { Fold = s => new PersianNormalizationFilter(new ArabicNormalizationFilter(LowerCase(s))) },
        ["portuguese"] = new(() => PortugueseAnalyzer.DefaultStopSet, s => new PortugueseLightStemFilter(s)),
        ["romanian"] = Snowball(() => RomanianAnalyzer.DefaultStopSet, "Romanian"),
        ["russian"] = Snowball(() => RussianAnalyzer.DefaultStopSet, "Russian"),
        ["sorani"] = new(() => SoraniAnalyzer.DefaultStopSet, s => new SoraniStemFilter(s)) { Fold = s => LowerCase(new SoraniNormalizationFilter(s)) },
        ["spanish"] = new(() => SpanishAnalyzer.DefaultStopSet, s => new SpanishLightStemFilter(s)),
        ["swedish"] = Snowball(() => SwedishAnalyzer.DefaultStopSet, "Swedish"),
        ["turkish"] = Snowball(() => TurkishAnalyzer.DefaultStopSet, "Turkish") with { Fold = s => new TurkishLowerCaseFilter(new ApostropheFilter(s)) },
    };

    /// <summary>Lower case and what else comes before the stop words, such as leaving out elided articles.</summary>
    private Func<TokenStream, TokenStream> Fold { get; init; } = LowerCase;

    /// <summary>The filters that were asked for, in the order of Lucene's analyzer.</summary>
    public Func<TokenStream, TokenStream> Filters(bool stopWords, bool stem) => stream =>
    {
        stream = Fold(stream);
        if (stopWords) stream = new StopFilter(Version, stream, StopWords());
        return stem ? Stem(stream) : stream;
    };

    private static Language Snowball(Func<CharArraySet> stopWords, string stemmer) => new(stopWords, s => new SnowballFilter(s, stemmer));

    private static TokenStream LowerCase(TokenStream stream) => new LowerCaseFilter(Version, stream);

    private static Func<TokenStream, TokenStream> Without(CharArraySet articles) => s => LowerCase(new ElisionFilter(s, articles));

    private static CharArraySet Articles(string articles) => new(Version, articles.Split(' '), ignoreCase: true);
}
