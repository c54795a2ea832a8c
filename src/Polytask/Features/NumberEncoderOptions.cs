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
    public override bool GivesNumbers => true;

    /// <inheritdoc/>
    public override Encoder Fit(string name, TrainingRows rows)
    {
        var values = rows.Column(Column ?? name).Select(cell => NumberEncoder.Parse(cell.Value, cell.Place, Column ?? name)).ToArray();
        if (values.Length == 0) throw new DataException($"inputs.{name}: no training row has a number in column '{Column ?? name}'. Expected at least one; check the column, or the split.");
        // The mean of equal numbers may differ from them by a rounding error, which must not become the deviation.
        var mean = values.Min() < values.Max() ? values.Average() : values[0];
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return new NumberEncoder(name, this, mean, deviation > 0 ? deviation : 1);
    }

    /// <inheritdoc/>
    public override Encoder Restore(string name, JsonElement state)
    {
        try
        {
            var (mean, deviation) = (state.GetProperty("mean").GetDouble(), state.GetProperty("deviation").GetDouble());
            return double.IsFinite(mean) && deviation > 0 ? new NumberEncoder(name, this, mean, deviation) : throw new FormatException();
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
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= float.MaxValue
                ? value
                : throw Refused(text, place, column, "a number");

        public override EncodedColumn Encode(int rows, Func<int, string?> value, Func<int, Place> place)
        {
            var values = new float[rows * Width];
            for (var row = 0; row < rows; row++)
            {
                if (value(row) is { } text) values[row * Width] = Standardise(text, place(row));
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

        private float Standardise(string text, Place place)
        {
            var standard = (float)((Parse(text, place, Column) - mean) / deviation);
            return float.IsFinite(standard) ? standard : throw Refused(text, place, Column, FormattableString.Invariant($"a number of the size of those in the training rows, which lie around {mean}"));
        }

        private static DataException Refused(string text, Place place, string column, string expected) =>
            new($"{place}  column '{column}': expected {expected}, found \"{text}\". Correct it, or leave the cell empty where it is missing.");
    }
}
