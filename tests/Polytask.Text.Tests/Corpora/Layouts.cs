using System.IO.Compression;
using System.Text;
using Polytask.Text.Corpora;

namespace Polytask.Text.Tests.Corpora;

/// <summary>A corpus of a few lines, laid out as the published one is.</summary>
internal sealed record Layout(CorpusOptions Reader, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The layout with one file written anew.</summary>
    public Layout With(string file, string text) => this with { Files = new Dictionary<string, string>(Files) { [file] = text } };

    /// <summary>The layout without the files whose names begin like this.</summary>
    public Layout Without(string beginning) =>
        this with { Files = Files.Where(pair => !pair.Key.StartsWith(beginning, StringComparison.Ordinal)).ToDictionary() };

    /// <summary>Packs the files into a zip file; a character is a byte unless it is beyond Latin-1.</summary>
    public string Zip(string path)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, text) in Files)
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(Bytes(text));
        }
        return path;
    }

    /// <summary>Writes the files into a folder.</summary>
    public string Unpack(string folder)
    {
        foreach (var (name, text) in Files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Bytes(text));
        }
        return folder;
    }

    private static byte[] Bytes(string text) => (text.Any(c => c > 0xFF) ? Encoding.UTF8 : Encoding.Latin1).GetBytes(text);
}

/// <summary>One layout for every corpus.</summary>
internal static class Layouts
{
    public static IReadOnlyList<Layout> All { get; } =
    [
        new(new MovieReviews(), new Dictionary<string, string>
        {
            ["movie_reviews/README"] = "about",
            ["movie_reviews/neg/cv017_23487.txt"] = "dull .\nvery dull . \n",
            ["movie_reviews/pos/cv512_1.txt"] = "a caf\u00e9 scene to remember\n",
        }),
        new(new Subjectivity(), new Dictionary<string, string>
        {
            ["subjectivity/plot.tok.gt9.5000"] = "a boy finds a key . \nhe opens a door .\n",
            ["subjectivity/quote.tok.gt9.5000"] = "a gem . \n\n",
        }),
        new(new SentencePolarity(), new Dictionary<string, string>
        {
            ["sentence_polarity/rt-polarity.neg"] = "tedious . \n",
            ["sentence_polarity/rt-polarity.pos"] = "lively . \nwitty .\n",
        }),
        new(new QuestionClassification(), new Dictionary<string, string>
        {
            ["qc/train.txt"] = "DESC:manner How does a kettle work ?\nNUM:date When did it rain ?\n",
            ["qc/test.txt"] = "LOC:city Where is the tower ?\n",
        }),
        new(new ProductReviews(), new Dictionary<string, string>
        {
            ["product_reviews_1/README.txt"] = "about ## this",
            ["product_reviews_1/Pen_1.txt"] =
                "*****\n* Product name: Pen 1\n\n[t]a title\nink[+3], nib[-1][u]##the ink flows .\ncap[-2]##it rolls away .\n##i bought it in may .\nink[+1],cap[-1]##so so .\nnib[+]##fine .\nthe end\n",
        }),
        new(new Brown(), new Dictionary<string, string>
        {
            ["brown/cats.txt"] = "ca01 news\ncn01 adventure\n",
            ["brown/ca01"] = string.Concat(Enumerable.Range(1, 15).Select(i => $"\n\n\tLine/nn {i}/cd and/or/cc ./.\n")),
            ["brown/cn01"] = string.Concat(Enumerable.Repeat("He/pps ran/vbd\n", 14)),
        }),
        new(new FduMtl(), new Dictionary<string, string>
        {
            ["fdu-mtl/books.task.train"] = "1\ta good\u0085read \n0\tno \u00ff\tgood\n",
            ["fdu-mtl/books.task.test"] = "0\tdull\n",
            ["fdu-mtl/toys.task.train"] = "1\tfun\n",
            ["fdu-mtl/toys.task.test"] = "1\t\n",
        }),
        new(new Snips(), new Dictionary<string, string>
        {
            ["snips/train/seq.in"] = "play a song \nrain tomorrow\n",
            ["snips/train/label"] = "PlayMusic\nGetWeather\n",
            ["snips/valid/seq.in"] = "rate this\n",
            ["snips/valid/label"] = "RateBook\n",
            ["snips/test/seq.in"] = "book a table\n",
            ["snips/test/label"] = "BookRestaurant\n",
        }),
        new(new OnlineShopping(), new Dictionary<string, string>
        {
            ["online_shopping_10_cats.csv"] = "\ufeffcat,label,review\n书籍,1,\"好看, 很好\"\n水果,0, 不新鲜 \n",
        }),
    ];

    public static Layout Of<TReader>() => All.Single(layout => layout.Reader is TReader);
}
