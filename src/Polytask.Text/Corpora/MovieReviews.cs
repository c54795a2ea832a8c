using Polytask.Catalog;
using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>
/// Film reviews, one file each, negative or positive. Columns: text, sentiment (negative, positive), fold (0 to 9, from the
/// file name), file.
/// </summary>
[Kind("movie_reviews", Paper = "Pang and Lee: A Sentimental Education: Sentiment Analysis Using Subjectivity Summarization Based on Minimum Cuts, ACL 2004", Url = "https://aclanthology.org/P04-1035")]
public sealed record MovieReviews : CorpusOptions
{
    private static readonly CorpusPackage Published = CorpusPackage.Nltk<MovieReviews>(
        "2,000 film reviews in English, half of them negative, half positive; ten folds.",
        "Creative Commons Attribution 4.0 International",
        new CorpusFile("movie_reviews.zip", new(4_004_848, "a41211ae685019137410268134db6a1a14428c89b671eb83056151a878539008")));

    internal override CorpusPackage Package => Published;

    internal override IReadOnlyList<string> Columns => ["text", "sentiment", "fold", "file"];

    internal override IEnumerable<Row> Rows(CorpusFiles files) =>
        Rows(files, "neg", Sentiment.Negative).Concat(Rows(files, "pos", Sentiment.Positive));

    private static IEnumerable<Row> Rows(CorpusFiles files, string folder, string sentiment) =>
        files.All($"{folder}/cv???_*.txt").Select(file =>
        {
            var name = file.LastName();
            return new Row([file.ReadText(TextEncoding.Latin1).Trim(), sentiment, name[2..3], $"{folder}/{name}"], new Place(file.Place, 0));
        });
}
