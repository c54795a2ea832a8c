using Polytask.Catalog;
using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>Commands to a voice assistant by what they intend. Columns: text, intent, split (train, validation, test).</summary>
[Kind("snips", Paper = "Coucke et al.: Snips Voice Platform: an Embedded Spoken Language Understanding System for Private-by-Design Voice Interfaces, 2018", Url = "https://arxiv.org/abs/1805.10190")]
public sealed record Snips : CorpusOptions
{
    private static readonly CorpusPackage Published = CorpusPackage.FromDisk<Snips>(
        "13,084 commands in English to train on, 700 to validate with and 700 to test on, with 7 intents.",
        "None stated in the repository that holds it",
        "https://github.com/MiuLab/SlotGated-SLU, folder data/snips, in one zip",
        new CorpusFile("snips.zip"));

    internal override CorpusPackage Package => Published;

    internal override IReadOnlyList<string> Columns => ["text", "intent", "split"];

    internal override IEnumerable<Row> Rows(CorpusFiles files) =>
        Commands(files, "train", "train").Concat(Commands(files, "valid", "validation")).Concat(Commands(files, "test", "test"));

    private static IEnumerable<Row> Commands(CorpusFiles files, string folder, string split) =>
        Join(files.One($"{folder}/seq.in"), files.One($"{folder}/label"), split);

    private static IEnumerable<Row> Join(InputFile commands, InputFile intents, string split)
    {
        using var intent = intents.ReadLines().GetEnumerator();
        foreach (var command in commands.ReadLines())
        {
            if (!intent.MoveNext())
                throw new DataException($"{command.Place}  expected as many commands as {intents.Place} has intents, found more. Fetch the corpus again.");
            yield return new Row([command.Text.Trim(), intent.Current.Text.Trim(), split], command.Place);
        }
        if (intent.MoveNext())
            throw new DataException($"{intent.Current.Place}  expected as many intents as {commands.Place} has commands, found more. Fetch the corpus again.");
    }
}
