namespace Polytask.Cli.Tests;

/// <summary>What makes training short where only its success matters: one epoch, single whole words, narrow embeddings.</summary>
internal static class Budget
{
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--set", "training.epochs=1", "--set", "inputs.text.embedding=16",
        "--set", "inputs.text.wordNGrams=1", "--set", "inputs.text.charactersFrom=0", "--set", "inputs.text.charactersTo=0",
    ];
}
