using Polytask.Catalog;
using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>
/// Questions by the kind of answer they ask for (TREC), coarse and fine. Columns: text, coarse (<c>NUM</c>), fine
/// (<c>NUM:dist</c>), split (train, test).
/// </summary>
[Kind("qc", Paper = "Li and Roth: Learning Question Classifiers, COLING 2002", Url = "https://aclanthology.org/C02-1150")]
public sealed record QuestionClassification : CorpusOptions
{
    private static readonly CorpusPackage Published = CorpusPackage.Nltk<QuestionClassification>(
        "5,452 questions in English to train on and 500 to test on, in 6 coarse and 50 fine classes.",
        "None stated by NLTK (author: Xin Li and Dan Roth, UIUC)",
        new CorpusFile("qc.zip", new(125_456, "091fb01e50883014d150acb7d5013d787136968b3f955ae01725a65e7e80f304")));

    internal override CorpusPackage Package => Published;

    internal override IReadOnlyList<string> Columns => ["text", "coarse", "fine", "split"];

    internal override IEnumerable<Row> Rows(CorpusFiles files) =>
        Questions(files.One("train.txt"), "train").Concat(Questions(files.One("test.txt"), "test"));

    private static IEnumerable<Row> Questions(InputFile file, string split) =>
        LabelledLines.Sentences(file).Select(line =>
        {
            var (space, colon) = (line.Text.IndexOf(' '), line.Text.IndexOf(':'));
            if (colon < 1 || space < colon + 2)
                throw new DataException($"{line.Place}  expected 'COARSE:fine question', found \"{Excerpt.Of(line.Text)}\". Correct the line.");
            return new Row([line.Text[space..].TrimStart(), line.Text[..colon], line.Text[..space], split], line.Place);
        });
}
