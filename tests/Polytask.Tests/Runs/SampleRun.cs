using Polytask.Runs;

namespace Polytask.Tests.Runs;

/// <summary>Made-up runs, for what reads events and metrics.</summary>
internal static class SampleRun
{
    public static readonly string[] Tasks = ["sentiment", "topic"];
    private static readonly string[] Topics = ["books", "films", "food", "hotels", "music", "phones", "shoes", "travel"];

    public const string RunFile = "name: reviews\nseed: 7\ntasks:\n  sentiment: { kind: classification }\n  topic: { kind: classification }\n";

    public static RunStarted Started(string name = "reviews") => new(
        name, 7, 864, new Dictionary<string, int> { ["training"] = 604, ["validation"] = 130, ["test"] = 130 },
        [
            new("sentiment", "binary", 580, 126, 124, 34, new Dictionary<string, long> { ["negative"] = 402, ["positive"] = 428 }),
            new("topic", "classification", 604, 130, 130, 0, Topics.Index().ToDictionary(t => t.Item, t => 120L - 3 * t.Index)),
        ],
        [
            new("review.embedding", "shared", [20000, 64], 1_280_000), new("dense1.weight", "shared", [64, 64], 4096, 4096), new("dense1.bias", "shared", [64], 64),
            new("head.weight", "sentiment", [2, 64], 128, 128), new("head.bias", "sentiment", [2], 2),
            new("head.weight", "topic", [8, 64], 512, 512), new("head.bias", "topic", [8], 8),
        ],
        20, 200, "joint");

    public static EpochCompleted Epoch(int epoch, bool best = false) => new(epoch, 10 * epoch, 0.01 * (1 - epoch / 20.0), [.. Tasks.Select((task, i) => Progress(task, epoch + 2 * i))], 0.6 + 0.3 * (1 - Math.Exp(-epoch / 4.0)), best);

    public static TaskProgress Progress(string task, double at) => new(
        task, 0.7 * Math.Exp(-at / 5), 0.45 + 0.25 * Math.Exp(-at / 3) + 0.004 * at, [new("accuracy", 0.86 - 0.3 * Math.Exp(-at / 3), true), new("macro_f1", 0.84 - 0.3 * Math.Exp(-at / 3), true)]);

    public static TaskEvaluation Evaluation(string task, IReadOnlyList<string> labels, IReadOnlyList<ShownRow>? mistakes = null)
    {
        var counts = labels.Select((_, row) => (IReadOnlyList<long>)[.. labels.Select((_, column) => row == column ? 52L - row : (row * 7 + column * 5) % 4)]).ToList();
        var right = labels.Index().Sum(l => counts[l.Index][l.Index]);
        var rows = counts.Sum(r => r.Sum());
        var accuracy = (double)right / rows;
        return new(task, rows, 0.412, [new("accuracy", accuracy, true, null, accuracy - 0.055, Math.Min(1, accuracy + 0.043)), new("macro_f1", accuracy - 0.01, true, null, accuracy - 0.06, accuracy + 0.04), new("log_loss", 0.412, false, "nats")], new(labels, counts), mistakes ?? Mistakes(task));
    }

    public static IReadOnlyList<TaskEvaluation> Evaluations() =>
        [Evaluation("sentiment", ["negative", "positive"]), Evaluation("topic", Topics)];

    public static IReadOnlyList<ShownRow> Mistakes(string task) => task == "topic"
        ? [new("reviews.csv:640", "Stayed three nights and the playlist in the lobby was the best part", "hotels", "music", 4.118), new("reviews.csv:77", "Left it on the train, bought a second copy the same day", "books", "travel", 3.702)]
        : [new("reviews.csv:812", "I wanted so badly to love this, and the first half is honestly a delight", "negative", "positive", 5.231), new("reviews.csv:90", "不好吃才怪", "positive", "negative", 4.470), new("reviews.csv:311", "Not bad at all for the price", "positive", "negative", 3.984)];

    public static IReadOnlyList<RunEvent> Joint() =>
        [Started(), .. Enumerable.Range(1, 20).Select(e => Epoch(e, e <= 14)), new Notice("34 rows have no label for 'sentiment'; they train 'topic' alone."), new TaskStopped(null, 20, 14), new RunCompleted(20, 14, Evaluations(), 12.4)];

    public static IReadOnlyList<RunEvent> Sequential() =>
        [
            Started() with { Regime = "sequential" }, .. Enumerable.Range(1, 10).Select(e => Epoch(e, e == 8)), Stage(1, "sentiment", 10, 0.85, 0.14),
            .. Enumerable.Range(11, 10).Select(e => Epoch(e, e == 18)), Stage(2, "topic", 20, 0.79, 0.9), new RunCompleted(20, 18, Evaluations(), 9),
        ];

    private static StageCompleted Stage(int stage, string task, int epoch, double sentiment, double topic) =>
        new(stage, task, epoch, [new("sentiment", null, 0.4, [new("accuracy", sentiment, true)]), new("topic", null, 0.4, [new("accuracy", topic, true)])]);

    public static Dictionary<string, IReadOnlyList<TaskEvaluation>> Parts() => new() { ["test"] = Evaluations(), ["validation"] = Evaluations() };
}
