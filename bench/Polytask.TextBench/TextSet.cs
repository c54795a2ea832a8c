using Polytask.Data;
using Polytask.Numerics;
using Polytask.Text.Corpora;

namespace Polytask.TextBench;

/// <summary>One benchmark: its run file without any option that tunes, and the tasks that fastText is measured on beside it.</summary>
internal sealed record TextSet(string Name, string Sources, string Split, IReadOnlyList<(string Name, string Options)> Tasks, IReadOnlyList<string> FastText)
{
    private const string Hashed = "{ kind: hashed, key: text, validationOneIn: 0 }";
    private const string Given = "{ kind: given, column: split, validationOneIn: 0 }";
    private static readonly string[] Domains =
    [
        "MR", "apparel", "baby", "books", "camera_photo", "dvd", "electronics", "health_personal_care",
        "imdb", "kitchen_housewares", "magazines", "music", "software", "sports_outdoors", "toys_games", "video",
    ];

    public static IReadOnlyList<TextSet> All { get; } =
    [
        new("movie_reviews", Source("movie_reviews"), Hashed, [Task("sentiment")], ["sentiment"]),
        new("subjectivity", Source("subjectivity"), Hashed, [Task("subjectivity")], ["subjectivity"]),
        new("sentence_polarity", Source("sentence_polarity"), Hashed, [Task("sentiment")], ["sentiment"]),
        new("qc_coarse", Source("qc"), Given, [Task("coarse")], ["coarse"]),
        new("qc_fine", Source("qc"), Given, [Task("fine")], ["fine"]),
        new("qc_both", Source("qc"), Given, [Task("coarse"), Task("fine")], []),
        new("polarity_subjectivity", Source("sentence_polarity") + Source("subjectivity"), Hashed, [Task("sentiment"), Task("subjectivity")], []),
        new("fdu_mtl", Source("fdu_mtl"), Given, [.. Domains.Select(d => (d, $"{{ kind: classification, column: sentiment, where: {{ domain: {d} }} }}"))], []),
    ];

    public string RunFile(string data, int seed) => $"""
        name: {Name}
        seed: {seed}
        data:
        {Sources.Replace("DATA", data)}split: {Split}
        inputs:
          text: {"{ kind: text }"}
        tasks:
        {string.Concat(Tasks.Select(t => $"  {t.Name}: {t.Options}\n"))}training: {"{ keep: last }"}
        """;

    /// <summary>The rows as fastText reads them: a label, then the text as it is, on one line.</summary>
    public void WriteFastText(string data, string task, string training, string test)
    {
        var rows = new DataSet([Table.Load(Name, Corpus(data), default)]);
        var split = Split == Given
            ? new GivenSplit { Column = "split", ValidationOneIn = 0 }.Assign(rows)
            : new HashedSplit { Key = "text", ValidationOneIn = 0 }.Assign(rows);
        var (text, label) = (rows.Column("text"), rows.Column(task));
        foreach (var (part, path) in new[] { (Part.Training, training), (Part.Test, test) })
        {
            // fastText takes rows as they stand: sorted by class they would teach it the last class only.
            var order = split.Rows(part);
            new RandomStream(1, "fasttext").Shuffle(order);
            File.WriteAllLines(path, order.Select(row => $"__label__{label(row)} {text(row)!.ReplaceLineEndings(" ")}"));
        }
    }

    private RowSource Corpus(string data)
    {
        SourceOptions source = Name switch
        {
            "movie_reviews" => new MovieReviews { Path = Path.Combine(data, "movie_reviews") },
            "subjectivity" => new Subjectivity { Path = Path.Combine(data, "subjectivity") },
            "sentence_polarity" => new SentencePolarity { Path = Path.Combine(data, "sentence_polarity") },
            _ => new QuestionClassification { Path = Path.Combine(data, "qc") },
        };
        return source.Open();
    }

    private static string Source(string corpus) => $"  {corpus}: {{ kind: {corpus}, path: DATA/{corpus} }}\n";

    private static (string, string) Task(string name) => (name, "{ kind: classification }");
}
