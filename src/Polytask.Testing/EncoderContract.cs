using Polytask.Data;
using Polytask.Features;
using Polytask.Modules;

namespace Polytask.Testing;

/// <summary>
/// What every input encoder keeps: its columns are of the shape it states; a row is encoded the same alone and among others; a
/// missing value is encoded, too; and an encoder saved and restored is the same encoder.
/// </summary>
public static class EncoderContract
{
    /// <summary>Checks an encoder, fitted on the first two thirds of some values.</summary>
    /// <param name="options">The encoder.</param>
    /// <param name="values">Values that it can read; a missing one is added.</param>
    /// <exception cref="ContractException">It does not keep the contract.</exception>
    public static void Holds(EncoderOptions options, IReadOnlyList<string?> values)
    {
        options = options with { Column = "column" };
        var encoder = options.Fit("input", TrainingRows(values));
        var state = SavedState.Of(encoder.SaveState);
        string?[] all = [.. values, null];
        var column = Encode(encoder, all);
        RequireSame(column, 0, all.Length, Encode(options.Restore("input", state), all), "by the encoder restored");
        for (var row = 0; row < all.Length; row++) RequireSame(column, row, 1, Encode(encoder, [all[row]]), "alone");
    }

    private static TrainingRows TrainingRows(IReadOnlyList<string?> values)
    {
        var rows = new Table("contract", ["column"], [.. values.Select((value, i) => new Row([value], new Place("contract", i + 1)))]);
        return new Split(new DataSet([rows]), [.. values.Select((_, i) => i % 3 < 2 ? Part.Training : Part.Test)]).Training;
    }

    private static EncodedColumn Encode(Encoder encoder, string?[] values)
    {
        var column = encoder.Encode(values.Length, row => values[row], row => new Place("contract", row + 1));
        var fits = (encoder.Shape, column) switch
        {
            (BagShape shape, BagColumn bags) => bags.Buckets == shape.Buckets && bags.Offsets.Length == values.Length + 1 && bags.Offsets[^1] == bags.Ids.Length && bags.Weights.Length == bags.Ids.Length,
            (not BagShape, NumberColumn numbers) => numbers.Width == encoder.Shape.Row.Numbers && Enumerable.Range(0, values.Length).All(row => Row(numbers, row).All(entry => float.IsFinite(entry.Number))),
            _ => false,
        };
        Contract.Requires(fits, $"Expected a column of {values.Length} rows that fits {encoder.Shape}, found another.");
        return column;
    }

    private static void RequireSame(EncodedColumn column, int first, int count, EncodedColumn other, string how)
    {
        for (var row = 0; row < count; row++)
            Contract.Requires(Row(column, first + row).SequenceEqual(Row(other, row)), $"Row {first + row}: expected the same numbers {how} as among the others.");
    }

    private static IEnumerable<(int Id, float Number)> Row(EncodedColumn column, int row) => column is BagColumn bags
        ? Enumerable.Range(bags.Offsets[row], bags.Offsets[row + 1] - bags.Offsets[row]).Select(i => (bags.Ids[i], bags.Weights[i]))
        : Of((NumberColumn)column, row).Index();

    private static float[] Of(NumberColumn column, int row)
    {
        var numbers = new float[column.Width];
        column.CopyTo(row, numbers);
        return numbers;
    }
}
