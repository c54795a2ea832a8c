using System.Text.Json;
using Polytask.Text.Analysis;

namespace Polytask.Text.Features;

/// <summary>Numbers the features of texts: n-grams of tokens, and of characters within tokens.</summary>
internal abstract class FeatureIndex
{
    /// <summary>How many features there are.</summary>
    public abstract int Count { get; }

    /// <summary>Hands over the features of a text, each as often as it occurs.</summary>
    public abstract void Features(string text, WordTokeniser tokeniser, FeatureHandler handle);

    /// <summary>Writes what is needed to make the index again, as properties of an open JSON object.</summary>
    public abstract void Save(Utf8JsonWriter json);
}
