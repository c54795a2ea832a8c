using System.Globalization;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Modules;

namespace Polytask.Features;

/// <summary>A number, standardised by mean and deviation of the training rows. A missing one counts as the mean, and a second number says that it is missing.</summary>
[Kind("number")]
public sealed record NumberEncoderOptions : EncoderOptions
{
    /// <inheritdoc/>
    public override Encoder Fit(string name, TrainingRows rows)
    {
        var values = rows.Column(Column ?? name).Select(cell => NumberEncoder.Parse(cell.Value, cell.Place, Column ?? name)).ToArray();
        if (values.Length == 0) throw new DataException($"inputs.{name}: no training row has a number in column '{Column ?? name}'. Expected at least one; check the column, or the split.");
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return new NumberEncoder(name, this, mean, deviation > 0 ? deviation : 1);
    }

    /// <inheritdoc/>
    public override Encoder Restore(string name, JsonElement state)
    {
        try
        {
            return new NumberEncoder(name, this, state.GetProperty("mean").GetDouble(), state.GetProperty("deviation").GetDouble());
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CheckpointException($"input '{name}': expected a mean and a deviation, found {state}. The model file is damaged; train again.", error);
        }
    }

    private sealed class NumberEncoder(string name, NumberEncoderOptions options, double mean, double deviation) : Encoder(name, options)
    {
        private const int Width = 2;

        public override InputShape Shape => new DenseShape(Name, Width);

        public static double Parse(string text, Place place, string column) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? value
                : throw new DataException($"{place}  column '{column}': expected a number, found \"{text}\". Correct it, or leave the cell empty where it is missing.");

        public override EncodedColumn Encode(int rows, Func<int, string?> value, Func<int, Place> place)
        {
            var values = new float[rows * Width];
            for (var row = 0; row < rows; row++)
            {
                if (value(row) is { } text) values[row * Width] = (float)((Parse(text, place(row), Column) - mean) / deviation);
                else values[row * Width + 1] = 1;
            }
            return new DenseColumn(values, Width);
        }

        public override void SaveState(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteNumber("mean", mean);
            writer.WriteNumber("deviation", deviation);
            writer.WriteEndObject();
        }
    }
}
