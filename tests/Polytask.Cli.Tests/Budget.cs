namespace Polytask.Cli.Tests;

/// <summary>What makes training short where only its success matters: one epoch; of text, single whole words and narrow embeddings.</summary>
internal static class Budget
{
    private static readonly string[] Epochs = ["--set", "training.epochs=1"];

    private static readonly string[] Text =
    [
        "--set", "inputs.text.embedding=16", "--set", "inputs.text.wordNGrams=1", "--set", "inputs.text.charactersFrom=0", "--set", "inputs.text.charactersTo=0",
    ];

    /// <summary>The arguments for a run file.</summary>
    public static IReadOnlyList<string> Of(string runFile) =>
        File.Exists(runFile) && !File.ReadAllText(runFile).Contains("kind: text", StringComparison.Ordinal) ? Epochs : [.. Epochs, .. Text];
}
