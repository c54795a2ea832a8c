using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Bg;
using Lucene.Net.Analysis.Br;
using Lucene.Net.Analysis.Ca;
using Lucene.Net.Analysis.Cjk;
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

/// <summary>What Lucene knows of a language, used in the order of its analyzer of that language.</summary>
internal sealed record Language
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    private static readonly Language EastAsian = new() { Characters = true, Fold = s => LowerCase(new CJKWidthFilter(s)) };

    /// <summary>The languages, by English name in lower case.</summary>
    public static IReadOnlyDictionary<string, Language> All { get; } = new SortedDictionary<string, Language>(StringComparer.Ordinal)
    {
        ["arabic"] = new() { StopWords = () => ArabicAnalyzer.DefaultStopSet, Stem = s => new ArabicStemFilter(new ArabicNormalizationFilter(s)) },
        ["armenian"] = new() { StopWords = () => ArmenianAnalyzer.DefaultStopSet, Stem = Snowball("Armenian") },
        ["basque"] = new() { StopWords = () => BasqueAnalyzer.DefaultStopSet, Stem = Snowball("Basque") },
        // Lucene's Brazilian stemmer needs a culture that globalization-invariant programs do not have; RSLP was made for Brazil, too.
        ["brazilian"] = new() { StopWords = () => BrazilianAnalyzer.DefaultStopSet, Stem = s => new PortugueseStemFilter(s) },
        ["bulgarian"] = new() { StopWords = () => BulgarianAnalyzer.DefaultStopSet, Stem = s => new BulgarianStemFilter(s) },
        ["catalan"] = new() { Fold = Without("d l m n s t"), StopWords = () => CatalanAnalyzer.DefaultStopSet, Stem = Snowball("Catalan") },
        ["chinese"] = EastAsian,
        ["czech"] = new() { StopWords = () => CzechAnalyzer.DefaultStopSet, Stem = s => new CzechStemFilter(s) },
        ["danish"] = new() { StopWords = () => DanishAnalyzer.DefaultStopSet, Stem = Snowball("Danish") },
        ["dutch"] = new() { StopWords = () => DutchAnalyzer.DefaultStopSet, Stem = Snowball("Dutch") },
        ["english"] = new() { StopWords = () => EnglishAnalyzer.DefaultStopSet, Stem = s => new PorterStemFilter(new EnglishPossessiveFilter(Version, s)) },
        ["finnish"] = new() { StopWords = () => FinnishAnalyzer.DefaultStopSet, Stem = Snowball("Finnish") },
        ["french"] = new() { Fold = Without("c d j jusqu l lorsqu m n puisqu qu quoiqu s t"), StopWords = () => FrenchAnalyzer.DefaultStopSet, Stem = s => new FrenchLightStemFilter(s) },
        ["galician"] = new() { StopWords = () => GalicianAnalyzer.DefaultStopSet, Stem = s => new GalicianStemFilter(s) },
        ["german"] = new() { StopWords = () => GermanAnalyzer.DefaultStopSet, Stem = s => new GermanLightStemFilter(new GermanNormalizationFilter(s)) },
        ["greek"] = new() { Fold = s => new FoldingFilter(s, CaseFolding.Greek), StopWords = () => GreekAnalyzer.DefaultStopSet, Stem = s => new GreekStemFilter(s) },
        ["hindi"] = new() { Fold = s => new HindiNormalizationFilter(new IndicNormalizationFilter(LowerCase(s))), StopWords = () => HindiAnalyzer.DefaultStopSet, Stem = s => new HindiStemFilter(s) },
        ["hungarian"] = new() { StopWords = () => HungarianAnalyzer.DefaultStopSet, Stem = Snowball("Hungarian") },
        ["indonesian"] = new() { StopWords = () => IndonesianAnalyzer.DefaultStopSet, Stem = s => new IndonesianStemFilter(s) },
        ["irish"] = new() { Fold = s => new FoldingFilter(new ElisionFilter(s, Articles("b d m")), CaseFolding.Irish), StopWords = () => IrishAnalyzer.DefaultStopSet, Stem = Snowball("Irish") },
        ["italian"] = new() { Fold = Without("agl all c coll d dagl dall degl dell gl l m negl nell pell s sugl sull t un v"), StopWords = () => ItalianAnalyzer.DefaultStopSet, Stem = s => new ItalianLightStemFilter(s) },
        ["japanese"] = EastAsian,
        ["korean"] = EastAsian,
        ["latvian"] = new() { StopWords = () => LatvianAnalyzer.DefaultStopSet, Stem = s => new LatvianStemFilter(s) },
        ["norwegian"] = new() { StopWords = () => NorwegianAnalyzer.DefaultStopSet, Stem = Snowball("Norwegian") },
        ["persian"] = new() { Fold = s => new PersianNormalizationFilter(new ArabicNormalizationFilter(LowerCase(s))), StopWords = () => PersianAnalyzer.DefaultStopSet, Stem = s => new PersianStemFilter(s) },
        ["portuguese"] = new() { StopWords = () => PortugueseAnalyzer.DefaultStopSet, Stem = s => new PortugueseLightStemFilter(s) },
        ["romanian"] = new() { StopWords = () => RomanianAnalyzer.DefaultStopSet, Stem = Snowball("Romanian") },
        ["russian"] = new() { StopWords = () => RussianAnalyzer.DefaultStopSet, Stem = Snowball("Russian") },
        ["sorani"] = new() { Fold = s => LowerCase(new SoraniNormalizationFilter(s)), StopWords = () => SoraniAnalyzer.DefaultStopSet, Stem = s => new SoraniStemFilter(s) },
        ["spanish"] = new() { StopWords = () => SpanishAnalyzer.DefaultStopSet, Stem = s => new SpanishLightStemFilter(s) },
        ["swedish"] = new() { StopWords = () => SwedishAnalyzer.DefaultStopSet, Stem = Snowball("Swedish") },
        ["turkish"] = new() { Fold = s => new FoldingFilter(new ApostropheFilter(s), CaseFolding.Turkish), StopWords = () => TurkishAnalyzer.DefaultStopSet, Stem = Snowball("Turkish") },
    };

    /// <summary>Whether every character is a word by itself.</summary>
    public bool Characters { get; private init; }

    /// <summary>Puts words into lower case, and leaves out elided articles and the like; <c>null</c> where plain lower case will do.</summary>
    public Func<TokenStream, TokenStream>? Fold { get; private init; }

    /// <summary>Words that say little; <c>null</c> where Lucene has none.</summary>
    public Func<CharArraySet>? StopWords { get; private init; }

    /// <summary>Reduces folded words to their stems; <c>null</c> where Lucene has no stemmer.</summary>
    public Func<TokenStream, TokenStream>? Stem { get; private init; }

    /// <summary>Folds words, and drops and stems them where asked for; <c>null</c> where plain lower case is all.</summary>
    public WordNormaliser? Normaliser(bool dropStopWords, bool stem) => Fold is null && !dropStopWords && !stem ? null : new(stream =>
    {
        stream = (Fold ?? LowerCase)(stream);
        if (dropStopWords) stream = new StopFilter(Version, stream, StopWords!());
        return stem ? Stem!(stream) : stream;
    });

    private static Func<TokenStream, TokenStream> Snowball(string stemmer) => s => new SnowballFilter(s, stemmer);

    private static TokenStream LowerCase(TokenStream stream) => new LowerCaseFilter(Version, stream);

    private static Func<TokenStream, TokenStream> Without(string articles) => s => LowerCase(new ElisionFilter(s, Articles(articles)));

    private static CharArraySet Articles(string articles) => new(Version, articles.Split(' '), ignoreCase: true);
}
