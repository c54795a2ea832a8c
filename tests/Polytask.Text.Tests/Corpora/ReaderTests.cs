using CsCheck;
using Polytask.Data;
using Polytask.Text.Corpora;

namespace Polytask.Text.Tests.Corpora;

/// <summary>The readers on corpora of a few lines.</summary>
public sealed class ReaderTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public static TheoryData<string> Corpora => [.. Layouts.All.Select(layout => layout.Reader.GetType().Name)];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Movie_reviews() => AssertRows<MovieReviews>(
        ["dull .\nvery dull .", "negative", "0", "neg/cv017_23487.txt"],
        ["a café scene to remember", "positive", "5", "pos/cv512_1.txt"]);

    [Fact]
    public void Subjectivity() => AssertRows<Subjectivity>(
        ["a boy finds a key .", "objective"],
        ["he opens a door .", "objective"],
        ["a gem .", "subjective"]);

    [Fact]
    public void Sentence_polarity() => AssertRows<SentencePolarity>(
        ["tedious .", "negative"],
        ["lively .", "positive"],
        ["witty .", "positive"]);

    [Fact]
    public void Question_classification() => AssertRows<QuestionClassification>(
        ["How does a kettle work ?", "DESC", "DESC:manner", "train"],
        ["When did it rain ?", "NUM", "NUM:date", "train"],
        ["Where is the tower ?", "LOC", "LOC:city", "test"]);

    [Fact]
    public void Product_reviews() => AssertRows<ProductReviews>(
        ["the ink flows .", "Pen_1", "yes", "positive", "1"],
        ["it rolls away .", "Pen_1", "yes", "negative", "-2"],
        ["i bought it in may .", "Pen_1", "no", null, null],
        ["so so .", "Pen_1", "yes", null, "0"],
        ["fine .", "Pen_1", null, null, null]);

    [Fact]
    public void Brown() => AssertRows<Brown>(
        [string.Join(' ', Enumerable.Range(1, 10).Select(i => $"Line {i} and/or .")), "news", "informative", "ca01"],
        [string.Join(' ', Enumerable.Range(11, 5).Select(i => $"Line {i} and/or .")), "news", "informative", "ca01"],
        [string.Join(' ', Enumerable.Repeat("He ran", 10)), "adventure", "imaginative", "cn01"]);

    [Fact]
    public void Fdu_mtl() => AssertRows<FduMtl>(
        ["a good\ufffdread", "books", "positive", "train"],
        ["no \ufffd\tgood", "books", "negative", "train"],
        ["fun", "toys", "positive", "train"],
        ["dull", "books", "negative", "test"],
        ["", "toys", "positive", "test"]);

    [Fact]
    public void Fdu_mtl_lines_end_with_a_line_feed_only()
    {
        var layout = Layouts.Of<FduMtl>().With("fdu-mtl/books.task.train", "1\tone\u0085line\u2028only\n");
        Assert.Equal("one\u0085line\u2028only", Read(layout.Reader, layout.Zip(_scratch["a.zip"]))[0].Values[0]);
    }

    [Fact]
    public void Snips() => AssertRows<Snips>(
        ["play a song", "PlayMusic", "train"],
        ["rain tomorrow", "GetWeather", "train"],
        ["rate this", "RateBook", "validation"],
        ["book a table", "BookRestaurant", "test"]);

    [Fact]
    public void Online_shopping() => AssertRows<OnlineShopping>(
        ["好看, 很好", "书籍", "positive"],
        ["不新鲜", "水果", "negative"]);

    [Theory]
    [InlineData("qc/test.txt", "LOC:city Where ?\nWhere is it ?\n", "a.zip/qc/test.txt:2  expected 'COARSE:fine question', found \"Where is it ?\".")]
    [InlineData("snips/test/seq.in", "one\ntwo\n", "a.zip/snips/test/seq.in:2  expected as many commands as a.zip/snips/test/label has intents, found more.")]
    [InlineData("snips/test/label", "A\nB\n", "a.zip/snips/test/label:2  expected as many intents as a.zip/snips/test/seq.in has commands, found more.")]
    [InlineData("fdu-mtl/toys.task.test", "2\tfun\n", "a.zip/fdu-mtl/toys.task.test:1  expected 0 or 1, a tab and a review, found \"2 fun\".")]
    [InlineData("brown/cats.txt", "ca01 news\n", "a.zip/brown/cn01  expected a genre for 'cn01' in cats.txt, found none.")]
    [InlineData("brown/cats.txt", "ca01\n", "a.zip/brown/cats.txt:1  expected 'file genre', found \"ca01\".")]
    [InlineData("brown/cats.txt", "ca01 news\nca01 lore\n", "a.zip/brown/cats.txt:2  expected each file once, found 'ca01' again.")]
    [InlineData("product_reviews_1/Pen_1.txt", "no annotation\n", "a.zip/product_reviews_1/Pen_1.txt  expected lines like 'aspect[+2]##sentence', found none.")]
    [InlineData("online_shopping_10_cats.csv", "cat,review\n书籍,好\n", "a.zip/online_shopping_10_cats.csv  expected the columns cat, label, review; found cat, review.")]
    [InlineData("online_shopping_10_cats.csv", "cat,label,review\n书籍,2,好\n", "a.zip/online_shopping_10_cats.csv:2  expected the label 0 or 1, found \"2\".")]
    public void A_file_that_is_not_as_published_is_an_error_that_names_it(string file, string text, string message)
    {
        var layout = Layouts.All.Single(layout => layout.Files.ContainsKey(file)).With(file, text);
        var path = layout.Zip(_scratch["a.zip"]);
        var error = Assert.Throws<DataException>(() => Read(layout.Reader, path));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Corpora))]
    public void A_folder_reads_as_its_archive_does(string reader)
    {
        var layout = Of(reader);
        Assert.Equal(
            Read(layout.Reader, layout.Zip(_scratch["a.zip"])).SelectMany(row => row.Values),
            Read(layout.Reader, layout.Unpack(_scratch["folder"])).SelectMany(row => row.Values));
    }

    [Theory]
    [MemberData(nameof(Corpora))]
    public void A_source_can_be_read_again(string reader)
    {
        var layout = Of(reader);
        var source = (layout.Reader with { Path = layout.Zip(_scratch["a.zip"]) }).Open();
        Assert.Equal(source.Read().SelectMany(row => row.Values), source.Read().SelectMany(row => row.Values));
    }

    [Theory]
    [InlineData("movie_reviews/pos/", "pos/cv???_*.txt")]
    [InlineData("subjectivity/quote", "quote.tok.gt9.5000")]
    [InlineData("sentence_polarity/rt-polarity.neg", "rt-polarity.neg")]
    [InlineData("qc/test.txt", "test.txt")]
    [InlineData("product_reviews_1/", "*.txt")]
    [InlineData("brown/c", "cats.txt")]
    [InlineData("fdu-mtl/", "*.task.train")]
    [InlineData("snips/valid/label", "valid/label")]
    [InlineData("online_shopping_10_cats.csv", "online_shopping_10_cats.csv")]
    public void A_missing_file_is_found_when_the_source_is_opened(string without, string expected)
    {
        var layout = Layouts.All.Single(layout => layout.Files.Keys.Any(file => file.StartsWith(without, StringComparison.Ordinal)));
        var path = layout.Without(without).With("other.bin", "").Zip(_scratch["a.zip"]);
        var error = Assert.Throws<DataException>(() => (layout.Reader with { Path = path }).Open());
        Assert.StartsWith($"{path}  expected '{expected}' of the corpus ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Corpora))]
    public void Any_bytes_are_rows_or_an_error(string reader)
    {
        var layout = Of(reader);
        var path = _scratch["a.zip"];
        var bytes = Gen.Frequency((3, Gen.Char['\0', '\u00ff']), (2, Gen.Char["\n\t ,\"#:/01"])).Array[0, 60].Select(chars => new string(chars));
        Gen.Select(Gen.Int[0, layout.Files.Count - 1], bytes).ForAll((file, text) =>
        {
            File.Delete(path);
            layout.With(layout.Files.Keys.ElementAt(file), text).Zip(path);
            try
            {
                Assert.All(Read(layout.Reader, path), row => Assert.NotEmpty(row.Values));
            }
            catch (DataException e)
            {
                Assert.Contains("  ", e.Message, StringComparison.Ordinal);
            }
        }, iter: 200);
    }

    private static Layout Of(string reader) => Layouts.All.Single(layout => layout.Reader.GetType().Name == reader);

    private static List<Row> Read(CorpusOptions reader, string path)
    {
        var source = (reader with { Path = path }).Open();
        var rows = source.Read().ToList();
        Assert.All(rows, row => Assert.Equal(source.Columns.Count, row.Values.Count));
        return rows;
    }

    private void AssertRows<TReader>(params string?[][] expected)
    {
        var layout = Layouts.Of<TReader>();
        Assert.Equal(expected, Read(layout.Reader, layout.Zip(_scratch["a.zip"])).Select(row => row.Values));
    }
}
