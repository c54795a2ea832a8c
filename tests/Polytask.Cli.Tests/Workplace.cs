namespace Polytask.Cli.Tests;

/// <summary>A folder of a test's own, with reviews of two topics in it.</summary>
internal sealed class Workplace : IDisposable
{
    private static readonly string[] Good = ["lovely", "bright", "splendid", "kind", "warm"];
    private static readonly string[] Bad = ["dreadful", "dull", "broken", "rude", "cold"];

    public Workplace()
    {
        Directory.CreateDirectory(Folder);
        Write("reviews.csv", Csv(240));
        Write("run.yaml", """
            name: tiny
            data:
              reviews: { kind: csv, path: reviews.csv }
            inputs:
              text: { kind: text, embedding: 8 }
            tasks:
              sentiment: { kind: classification }
              topic: { kind: classification }
            sharing: { kind: hard, trunk: [ { kind: dense, width: 8 } ] }
            training: { kind: joint, epochs: 4, checkpointSeconds: 0 }
            """);
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "polytask-cli-" + Guid.NewGuid().ToString("N"));

    public string RunFile => this["run.yaml"];

    public string Run => this["out"];

    public string this[string name] => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public CliRun Train(params string[] more) => CliRun.Of(["train", RunFile, "--out", Run, .. more]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Rows whose labels can be read off the text; every seventh lacks one of them.</summary>
    public static string Csv(int rows)
    {
        var lines = Enumerable.Range(0, rows).Select(i =>
        {
            var (positive, hotel) = (i % 2 == 0, i / 2 % 2 == 0);
            var text = $"the {(hotel ? "room and the bed were" : "chapter and the plot were")} {(positive ? Good : Bad)[i / 4 % 5]} number {i}";
            return $"{text},{(i % 7 == 3 ? "" : positive ? "positive" : "negative")},{(i % 7 == 5 ? "" : hotel ? "hotels" : "books")}";
        });
        return "text,sentiment,topic\n" + string.Join('\n', lines) + "\n";
    }
}
