using Polytask.Catalog;
using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>Sentences from film reviews, negative or positive. Columns: text, sentiment (negative, positive).</summary>
[Kind("sentence_polarity", Paper = "Pang and Lee: Seeing Stars: Exploiting Class Relationships for Sentiment Categorization with Respect to Rating Scales, ACL 2005", Url = "https://aclanthology.org/P05-1015")]
public sealed record SentencePolarity : CorpusOptions
{
    private static readonly CorpusPackage Published = CorpusPackage.Nltk<SentencePolarity>(
        "10,662 sentences from film reviews in English, half of them negative, half positive. The domain MR of fdu_mtl is drawn from it.",
        "Creative Commons Attribution 4.0 International",
        new CorpusFile("sentence_polarity.zip", new(490_256, "6e1ed4405b65c7eabf1d199a7f7c437091ac21da0ea7467b410a74062574566b")));

    internal override CorpusPackage Package => Published;

    internal override IReadOnlyList<string> Columns => ["text", "sentiment"];

    internal override IEnumerable<Row> Rows(CorpusFiles files) =>
        LabelledLines.Rows(files.One("rt-polarity.neg"), Sentiment.Negative).Concat(LabelledLines.Rows(files.One("rt-polarity.pos"), Sentiment.Positive));
}
