using System.Text;
using Polytask.Catalog;
using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>Reviews of 16 domains, negative or positive. Columns: text, domain, sentiment (negative, positive), split (train, test).</summary>
[Kind("fdu_mtl", Paper = "Liu, Qiu and Huang: Adversarial Multi-task Learning for Text Classification, ACL 2017", Url = "https://aclanthology.org/P17-1001")]
public sealed record FduMtl : CorpusOptions
{
    private static readonly CorpusPackage Published = CorpusPackage.FromDisk<FduMtl>(
        "31,780 reviews in English from 16 domains: goods, films, music, books.",
        "None stated for the data; the repository that holds it is under the MIT licence",
        "https://github.com/ccsasuke/man, folder data/fdu-mtl, the files *.task.train and *.task.test in one zip",
        new CorpusFile("fdu-mtl_train_test.zip"));

    internal override CorpusPackage Package => Published;

    internal override IReadOnlyList<string> Columns => ["text", "domain", "sentiment", "split"];

    internal override IEnumerable<Row> Rows(CorpusFiles files) =>
        Reviews(files, "train").Concat(Reviews(files, "test"));

    private static IEnumerable<Row> Reviews(CorpusFiles files, string split) =>
        files.All($"*.task.{split}").SelectMany(file => Reviews(file, split));

    private static IEnumerable<Row> Reviews(InputFile file, string split)
    {
        var domain = file.LastName().Split('.')[0];
        return Lenient(file).ReadLines().Where(line => line.Text.Length > 0).Select(line =>
        {
            var sentiment = line.Text.AsSpan() switch
            {
                ['0', '\t', ..] => Sentiment.Negative,
                ['1', '\t', ..] => Sentiment.Positive,
                _ => throw new DataException($"{line.Place}  expected 0 or 1, a tab and a review, found \"{Excerpt.Of(line.Text)}\". Correct the line."),
            };
            return new Row([line.Text[2..].Trim(), domain, sentiment, split], line.Place);
        });
    }

    /// <summary>A few reviews hold bytes that are not UTF-8: they become replacement characters.</summary>
    private static InputFile Lenient(InputFile file) => new(file.Name, file.Place, () =>
        Encoding.CreateTranscodingStream(file.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Encoding.UTF8));
}
