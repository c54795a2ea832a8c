using Polytask.Catalog;
using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>Sentences about films, opinion (from reviews) or fact (from plot summaries). Columns: text, subjectivity (objective, subjective).</summary>
[Kind("subjectivity", Paper = "Pang and Lee: A Sentimental Education: Sentiment Analysis Using Subjectivity Summarization Based on Minimum Cuts, ACL 2004", Url = "https://aclanthology.org/P04-1035")]
public sealed record Subjectivity : CorpusOptions
{
    private static readonly CorpusPackage Published = CorpusPackage.Nltk<Subjectivity>(
        "10,000 sentences about films in English, half of them objective, half subjective.",
        "Creative Commons Attribution 4.0 International",
        new CorpusFile("subjectivity.zip", new(521_628, "741f3371e1a4375051b874fd82fd55857b90975473c91c19a3101cbe17fc4d8c")));

    internal override CorpusPackage Package => Published;

    internal override IReadOnlyList<string> Columns => ["text", "subjectivity"];

    internal override IEnumerable<Row> Rows(CorpusFiles files) =>
        LabelledLines.Rows(files.One("plot.tok.gt9.5000"), "objective").Concat(LabelledLines.Rows(files.One("quote.tok.gt9.5000"), "subjective"));
}
