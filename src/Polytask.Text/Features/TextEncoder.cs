using System.Runtime.InteropServices;
using System.Text.Json;
using Polytask.Data;
using Polytask.Features;
using Polytask.Modules;
using Polytask.Text.Analysis;

namespace Polytask.Text.Features;

/// <summary>Turns texts into weighted bags of features. A missing text is an empty bag.</summary>
internal sealed class TextEncoder(string name, TextEncoderOptions options, WordTokeniser tokeniser, FeatureIndex index, float[]? weights) : Encoder(name, options)
{
    public const string Weights = "weights";
    private readonly int[] _counts = new int[index.Count];
    private readonly List<(int Feature, FeatureBlock Block)> _occurring = [];

    public override InputShape Shape => new BagShape(Name, index.Count, options.Embedding, options.Pooling, options.Wide);

    public override EncodedColumn Encode(int rows, Func<int, string?> value, Func<int, Place> place)
    {
        var offsets = new int[rows + 1];
        var (ids, bagWeights) = (new List<int>(), new List<float>());
        for (var row = 0; row < rows; row++)
        {
            if (value(row) is { } text) Add(text, ids, bagWeights);
            offsets[row + 1] = ids.Count;
        }
        return new BagColumn(offsets, [.. ids], [.. bagWeights], index.Count);
    }

    public override void SaveState(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        index.Save(writer);
        if (weights is not null)
        {
            writer.WriteStartArray(Weights);
            foreach (var weight in weights) writer.WriteNumberValue(weight);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private void Add(string text, List<int> ids, List<float> bagWeights)
    {
        index.Features(text, tokeniser, Count);
        var first = bagWeights.Count;
        Span<double> squares = stackalloc double[3];
        foreach (var (feature, block) in _occurring)
        {
            var weight = Frequency(_counts[feature]) * (weights?[feature] ?? 1);
            ids.Add(feature);
            bagWeights.Add(weight);
            squares[(int)block] += weight * weight;
            _counts[feature] = 0;
        }
        if (options.Normalise) Normalise(CollectionsMarshal.AsSpan(bagWeights)[first..], squares);
        _occurring.Clear();
    }

    /// <summary>Scales each block to its share, and the whole to a norm of 1.</summary>
    private void Normalise(Span<float> bagWeights, ReadOnlySpan<double> squares)
    {
        Span<double> scale = [1, options.SequenceWeight, options.CharacterWeight];
        var total = 0.0;
        for (var block = 0; block < scale.Length; block++)
            if (squares[block] > 0) total += scale[block] * scale[block];
        for (var block = 0; block < scale.Length; block++)
            if (squares[block] > 0 && total > 0) scale[block] /= Math.Sqrt(squares[block] * total);
        for (var i = 0; i < bagWeights.Length; i++) bagWeights[i] *= (float)scale[(int)_occurring[i].Block];
    }

    private void Count(int feature, FeatureBlock block)
    {
        if (_counts[feature]++ == 0) _occurring.Add((feature, block));
    }

    private float Frequency(int times) => options.TermFrequency switch
    {
        TermFrequency.Presence => 1,
        TermFrequency.Count => times,
        _ => times == 1 ? 1 : 1 + MathF.Log(times),
    };
}
