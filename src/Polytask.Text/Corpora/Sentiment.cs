namespace Polytask.Text.Corpora;

/// <summary>The classes of every column called sentiment.</summary>
internal static class Sentiment
{
    public const string Negative = "negative";

    public const string Positive = "positive";
}
