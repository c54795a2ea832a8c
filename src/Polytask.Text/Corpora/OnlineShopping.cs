using Polytask.Catalog;
using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>Chinese reviews of ten kinds of goods, negative or positive. Columns: text, category, sentiment (negative, positive).</summary>
[Kind("online_shopping_10_cats", Paper = "SophonPlus: ChineseNlpCorpus, 2018", Url = "https://github.com/SophonPlus/ChineseNlpCorpus")]
public sealed record OnlineShopping : CorpusOptions
{
    private const string File = "online_shopping_10_cats.csv";

    private static readonly CorpusPackage Published = CorpusPackage.FromDisk<OnlineShopping>(
        "62,774 reviews in Chinese of goods in 10 categories, about half of them negative, half positive.",
        "None stated: for research",
        "https://github.com/SophonPlus/ChineseNlpCorpus, datasets/online_shopping_10_cats/online_shopping_10_cats.zip",
        new CorpusFile("online_shopping_10_cats.zip", new(4_084_428, "6816ded66fde9d0927ecbd370b5e12d0174d1abac35192ec014ac2a0a8d25858")));

    internal override CorpusPackage Package => Published;

    internal override IReadOnlyList<string> Columns => ["text", "category", "sentiment"];

    internal override IEnumerable<Row> Rows(CorpusFiles files)
    {
        var source = new CsvSource { Path = files.PathOf(File), Files = File, Delimiter = Delimiter.Comma }.Open();
        string[] expected = ["cat", "label", "review"];
        if (!source.Columns.SequenceEqual(expected))
            throw new DataException($"{files.One(File).Place}  expected the columns {string.Join(", ", expected)}; found {string.Join(", ", source.Columns)}. Fetch the corpus again.");
        return source.Read().Select(Review);
    }

    private static Row Review(Row row) => row with
    {
        Values = [row.Values[2]?.Trim(), row.Values[0], row.Values[1] switch
        {
            "0" => Sentiment.Negative,
            "1" => Sentiment.Positive,
            var found => throw new DataException($"{row.Place}  expected the label 0 or 1, found \"{Excerpt.Of(found ?? "")}\". Correct the row."),
        }],
    };
}
