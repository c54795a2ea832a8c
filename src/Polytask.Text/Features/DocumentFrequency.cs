using Polytask.Text.Analysis;

namespace Polytask.Text.Features;

/// <summary>How rare features are among the training texts.</summary>
internal static class DocumentFrequency
{
    /// <summary>ln((1 + n) / (1 + n_f)) + 1 for every feature: n texts, n_f of them with the feature.</summary>
    public static float[] Weights(IReadOnlyCollection<string> texts, WordTokeniser tokeniser, FeatureIndex index)
    {
        var (counts, last) = (new int[index.Count], new int[index.Count]);
        var number = 0;
        foreach (var text in texts)
        {
            number++;
            index.Features(text, tokeniser, (feature, _) =>
            {
                if (last[feature] == number) return;
                last[feature] = number;
                counts[feature]++;
            });
        }
        return [.. counts.Select(count => (float)(Math.Log((1.0 + texts.Count) / (1.0 + count)) + 1))];
    }
}
