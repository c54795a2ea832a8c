using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Bg;
using Lucene.Net.Analysis.Ca;
using Lucene.Net.Analysis.Ckb;
using Lucene.Net.Analysis.Cz;
using Lucene.Net.Analysis.Da;
using Lucene.Net.Analysis.De;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Eu;
using Lucene.Net.Analysis.Fi;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Gl;
using Lucene.Net.Analysis.Hi;
using Lucene.Net.Analysis.Hu;
using Lucene.Net.Analysis.Hy;
using Lucene.Net.Analysis.Id;
using Lucene.Net.Analysis.It;
using Lucene.Net.Analysis.Lv;
using Lucene.Net.Analysis.No;
using Lucene.Net.Analysis.Pt;
using Lucene.Net.Analysis.Ro;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Sv;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using Polytask.Text.Analysis;

namespace Polytask.Text.Tests.Analysis;

public sealed class LanguageTests
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    /// <summary>A text, and the analyzer of Lucene that must find the same words in it.</summary>
    public static TheoryData<string, string, Analyzer> Analysers => new()
    {
        { "arabic", "الكتاب والكتب في المدارس الكبيرة", new ArabicAnalyzer(Version) },
        { "armenian", "Գրքերը և գրադարանները շատ լավն են", new ArmenianAnalyzer(Version) },
        { "basque", "Liburuak eta ikastetxeak oso onak dira", new BasqueAnalyzer(Version) },
        { "bulgarian", "Книгите и училищата са много добри", new BulgarianAnalyzer(Version) },
        { "catalan", "L'escola i els llibres d'aquestes noies són bons", new CatalanAnalyzer(Version) },
        { "czech", "Knihy a školy jsou velmi dobré pro studenty", new CzechAnalyzer(Version) },
        { "danish", "Bøgerne og skolerne er meget gode", new DanishAnalyzer(Version) },
        { "english", "The children's books and the running horses were not terribly expensive", new EnglishAnalyzer(Version) },
        { "finnish", "Kirjat ja koulut ovat hyvin hyviä lapsille", new FinnishAnalyzer(Version) },
        { "french", "L’école et les livres qu'elle aimait n'étaient pas chers", new FrenchAnalyzer(Version) },
        { "galician", "Os libros e as escolas son moi boas", new GalicianAnalyzer(Version) },
        { "german", "Die Bücher und die Häuser waren für uns nicht schlecht, große Straßen", new GermanAnalyzer(Version) },
        { "hindi", "किताबें और लड़कियाँ बहुत अच्छी हैं", new HindiAnalyzer(Version) },
        { "hungarian", "A könyvek és az iskolák nagyon jók", new HungarianAnalyzer(Version) },
        { "indonesian", "Buku dan pendidikan itu sangat membantu anak", new IndonesianAnalyzer(Version) },
        { "italian", "L'amore e i libri dell'amica erano bellissimi", new ItalianAnalyzer(Version) },
        { "latvian", "Grāmatas un skolas ir ļoti labas", new LatvianAnalyzer(Version) },
        { "norwegian", "Bøkene og skolene er veldig gode", new NorwegianAnalyzer(Version) },
        { "portuguese", "Os livros e as escolas são muito boas", new PortugueseAnalyzer(Version) },
        { "romanian", "Cărțile și școlile sunt foarte bune pentru copii", new RomanianAnalyzer(Version) },
        { "russian", "Книги и школы были очень хорошими", new RussianAnalyzer(Version) },
        { "sorani", "کتێبەکان و قوتابخانەکان زۆر باشن", new SoraniAnalyzer(Version) },
        { "spanish", "Los libros y las escuelas eran muy buenas", new SpanishAnalyzer(Version) },
        { "swedish", "Böckerna och skolorna är mycket bra för barnen", new SwedishAnalyzer(Version) },
    };

    [Theory]
    [MemberData(nameof(Analysers))]
    public void Words_are_those_of_Lucenes_analyzer(string language, string text, Analyzer analyser)
    {
        var expected = Words(analyser, text);
        Assert.Equal(expected, Tokens.In(language, text, dropStopWords: true, stem: true).Where(token => token != ","));
        Assert.NotEqual(expected, Tokens.Of(text).Where(token => token != ","));
    }

    [Theory]
    [InlineData("brazilian", "meninas", "menina")]
    [InlineData("danish", "hestene", "hest")]
    [InlineData("dutch", "lichamelijke", "lichamelijk")]
    [InlineData("english", "films", "film")]
    [InlineData("english", "film's", "film")]
    [InlineData("french", "chevaux", "cheval")]
    [InlineData("german", "Häuser", "Hauses")]
    [InlineData("greek", "δρόμος", "δρόμοι")]
    [InlineData("hungarian", "házak", "ház")]
    [InlineData("irish", "síceapatacha", "síceapatach")]
    [InlineData("italian", "ragazzi", "ragazzo")]
    [InlineData("norwegian", "havnene", "havn")]
    [InlineData("persian", "كتاب‌ها", "کتاب‌")]
    [InlineData("portuguese", "amigas", "amigo")]
    [InlineData("russian", "книгами", "книга")]
    [InlineData("spanish", "chicas", "chico")]
    [InlineData("swedish", "flickorna", "flicka")]
    [InlineData("turkish", "kitaplar", "kitap")]
    public void Forms_of_a_word_have_one_stem(string language, string form, string other) =>
        Assert.Equal(Tokens.In(language, other, stem: true), Tokens.In(language, form, stem: true));

    [Fact]
    public void Every_language_has_what_it_offers()
    {
        Assert.Equal(33, Language.All.Count);
        foreach (var (name, language) in Language.All.Where(entry => entry.Value.StopWords is not null))
        {
            var stop = language.StopWords!().Where(word => word.Length > 1 && word.All(char.IsLetter)).Min(StringComparer.Ordinal)!;
            Assert.DoesNotContain(stop, Tokens.In(name, stop, dropStopWords: true));
            Assert.NotEmpty(Tokens.In(name, stop, stem: true));
        }
    }

    [Theory]
    [InlineData("french", "L’homme d'ici", "homme|ici")]
    [InlineData("turkish", "ISI İZ", "ısı|iz")]
    [InlineData("turkish", "I\u0307L İstanbul'un", "il|istanbul")]
    [InlineData("greek", "ΟΔΌΣ ΰϊ οδός", "οδοσ|υι|οδοσ")]
    [InlineData("irish", "nAthair tUisce NA b'fhearr", "n-athair|t-uisce|na|fhearr")]
    public void Words_fold_the_languages_way_without_stems(string language, string text, string tokens) =>
        Assert.Equal(tokens.Split('|'), Tokens.In(language, text));

    [Theory]
    [InlineData("greek", "Τα βιβλία είναι", "βιβλ")]
    [InlineData("irish", "na nAthair", "athair")]
    [InlineData("turkish", "ve kitap", "kitap")]
    public void Stop_words_are_dropped_after_folding(string language, string text, string tokens) =>
        Assert.Equal(tokens.Split('|'), Tokens.In(language, text, dropStopWords: true, stem: true));

    private static string[] Words(Analyzer analyser, string text)
    {
        var words = new List<string>();
        using var stream = analyser.GetTokenStream("", text);
        var term = stream.GetAttribute<ICharTermAttribute>();
        stream.Reset();
        while (stream.IncrementToken()) words.Add(term.ToString()!);
        return [.. words];
    }
}
