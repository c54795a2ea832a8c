using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Modules;

namespace Polytask.Features;

/// <summary>One of several values, each with an embedding of its own. Values that the training rows do not have share one; a missing value is a value, too.</summary>
[Kind("category")]
public sealed record CategoryEncoderOptions : BagEncoderOptions
{
    /// <summary>In how many training rows a value must occur to have an embedding of its own.</summary>
    [Range(1, 1_000_000)]
    public int MinCount { get; init; } = 1;

    /// <inheritdoc/>
    public override Encoder Fit(string name, TrainingRows rows)
    {
        var values = rows.Column(Column ?? name).CountBy(cell => cell.Value).Where(count => count.Value >= MinCount).Select(count => count.Key);
        return new CategoryEncoder(name, this, [.. values]);
    }

    /// <inheritdoc/>
    public override Encoder Restore(string name, JsonElement state)
    {
        try
        {
            return new CategoryEncoder(name, this, [.. state.EnumerateArray().Select(value => value.GetString()!)]);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            throw new CheckpointException($"input '{name}': expected a list of values, found {state}. The model file is damaged; train again.", error);
        }
    }

    private sealed class CategoryEncoder : Encoder
    {
        private const int Unknown = 0;
        private const int Missing = 1;
        private readonly string[] _values;
        private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
        private readonly CategoryEncoderOptions _options;

        public CategoryEncoder(string name, CategoryEncoderOptions options, string[] values) : base(name, options)
        {
            (_options, _values) = (options, values);
            foreach (var value in values) _ids[value] = Missing + 1 + _ids.Count;
        }

        public override InputShape Shape => new BagShape(Name, _ids.Count + Missing + 1, _options.Embedding, _options.Pooling, _options.Wide);

        public override EncodedColumn Encode(int rows, Func<int, string?> value, Func<int, Place> place)
        {
            var (ids, weights) = (new int[rows], new float[rows]);
            for (var row = 0; row < rows; row++)
                ids[row] = value(row) is { } text ? _ids.GetValueOrDefault(text, Unknown) : Missing;
            Array.Fill(weights, 1);
            return new BagColumn([.. Enumerable.Range(0, rows + 1)], ids, weights, _ids.Count + Missing + 1);
        }

        public override void SaveState(Utf8JsonWriter writer)
        {
            writer.WriteStartArray();
            foreach (var value in _values) writer.WriteStringValue(value);
            writer.WriteEndArray();
        }
    }
}
