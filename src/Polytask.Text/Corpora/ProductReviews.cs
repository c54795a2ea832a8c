using System.Globalization;
using System.Text.RegularExpressions;
using Polytask.Catalog;
using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>
/// Sentences from customer reviews of 14 products, annotated with opinions on their aspects. Columns: text; product (the file's
/// name); opinion (no, yes); sentiment (negative, positive), the sign of the sum of the opinions' strengths, missing where it is
/// 0 or there is none; strength, their mean, -3 to 3, missing where there is none. Where an annotation has no strength that can
/// be read, all three are missing. Titles and headers have no annotation and are left out.
/// </summary>
[Kind("product_reviews", Paper = "Hu and Liu: Mining and Summarizing Customer Reviews, KDD 2004; Ding, Liu and Yu: A Holistic Lexicon-Based Approach to Opinion Mining, WSDM 2008", Url = "https://doi.org/10.1145/1014052.1014073")]
public sealed partial record ProductReviews : CorpusOptions
{
    private const string Separator = "##";

    private static readonly CorpusPackage Published = CorpusPackage.Nltk<ProductReviews>(
        "8,194 sentences in English from customer reviews of 14 products, with opinions and their strengths.",
        "Creative Commons Attribution 4.0 International",
        new CorpusFile("product_reviews_1.zip", new(141_287, "627bfb0bb7c87586246d99b4402c3d7e4fb77ac14559d8695c283bd6850615ac")),
        new CorpusFile("product_reviews_2.zip", new(170_698, "272b08fe130882e5867aa7ecc69a65616099183c4ccc10374a62c271801b0bc1")));

    internal override CorpusPackage Package => Published;

    internal override IReadOnlyList<string> Columns => ["text", "product", "opinion", "sentiment", "strength"];

    internal override IEnumerable<Row> Rows(CorpusFiles files) => files.All("*.txt")
        .Where(file => file.LastName() is not "README.txt")
        .SelectMany(Sentences);

    private static IEnumerable<Row> Sentences(InputFile file)
    {
        var product = file.LastName()[..^".txt".Length];
        var found = false;
        foreach (var line in file.ReadLines(TextEncoding.Latin1))
        {
            var at = line.Text.IndexOf(Separator, StringComparison.Ordinal);
            if (at < 0) continue;
            found = true;
            var (annotation, text) = (line.Text[..at].Trim(), line.Text[(at + Separator.Length)..].Trim());
            yield return new Row([text, product, .. Opinion(annotation)], line.Place);
        }
        if (!found) throw new DataException($"{file.Place}  expected lines like 'aspect[+2]{Separator}sentence', found none. Take this file out of the corpus.");
    }

    private static string?[] Opinion(string annotation)
    {
        if (annotation.Length == 0) return ["no", null, null];
        var strengths = Strength().Matches(annotation).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        if (strengths.Count == 0) return [null, null, null];
        var sentiment = Math.Sign(strengths.Sum()) switch { > 0 => Sentiment.Positive, < 0 => Sentiment.Negative, _ => null };
        return ["yes", sentiment, strengths.Average().ToString(CultureInfo.InvariantCulture)];
    }

    [GeneratedRegex(@"\[([+-]\d)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Strength();
}
