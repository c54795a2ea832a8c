using System.Text.Json;
using CsCheck;
using Polytask.Data;
using Polytask.Features;
using Polytask.Testing;
using Polytask.Text.Features;

namespace Polytask.Tests.Features;

/// <summary>What every encoder keeps.</summary>
public sealed class EncoderTests
{
    private static readonly byte[] Json = [.. "\"[]{},:-0123456789eabcnu\\ "u8];

    private static readonly Dictionary<string, (EncoderOptions Options, string?[] Values)> Samples = new()
    {
        ["number"] = (new NumberEncoderOptions(), ["1.5", "-2e3", null, "0", "7"]),
        ["category"] = (new CategoryEncoderOptions(), ["red", "green", "blue", null, "red", "yellow"]),
        ["category, frequent"] = (new CategoryEncoderOptions { MinCount = 2 }, ["red", "green", "blue", null, "red", "yellow"]),
        ["text"] = (new TextEncoderOptions(), ["one two", "two three", null, "three three four", "five"]),
        ["text, weighted"] = (new TextEncoderOptions { InverseDocumentFrequency = true, UnknownWords = UnknownWords.Token }, ["one two", "two three", null, "three three four", "five"]),
        ["text, hashed"] = (new TextEncoderOptions { HashBuckets = 7 }, ["one two", "two three", null, "three three four", "five"]),
    };

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_contract_holds(string name) => EncoderContract.Holds(Samples[name].Options, Samples[name].Values);

    [Theory]
    [InlineData("number")]
    [InlineData("category")]
    public void A_damaged_state_is_refused_or_harmless(string name)
    {
        var (options, values) = Samples[name];
        var encoder = Fit(options, values);
        var bytes = System.Text.Encoding.UTF8.GetBytes(SavedState.Of(encoder.SaveState).GetRawText());
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Int[0, Json.Length - 1].Select(i => Json[i])).ForAll((at, value) =>
        {
            var damaged = bytes.ToArray();
            damaged[at] = value;
            try
            {
                Encode(options.Restore("input", JsonElement.Parse(damaged)), "1", null);
            }
            catch (Exception error) when (error is JsonException or CheckpointException or DataException)
            {
                // JsonException: the reader of the file refuses it. DataException: a mean so far off that the value is refused.
            }
        }, iter: 300);
    }

    [Fact]
    public void Numbers_are_standardised_by_the_training_rows_and_a_missing_one_is_said_to_be()
    {
        var encoder = Fit(new NumberEncoderOptions(), "2", null, "4", "6");
        var deviation = Math.Sqrt(8.0 / 3);
        var column = (DenseColumn)Encode(encoder, "4", "2", null, "1e3");
        Assert.Equal([0, 0, (float)(-2 / deviation), 0, 0, 1, (float)(996 / deviation), 0], column.Values);
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("-1e30")]
    public void A_number_that_is_always_the_same_is_zero_and_others_keep_their_size(string same)
    {
        var values = Enumerable.Repeat<string?>(same, 1000).ToArray(); // the mean of a thousand times 0.1 is not 0.1
        var column = (DenseColumn)Encode(Fit(new NumberEncoderOptions(), values), same);
        Assert.Equal(0, column.Values[0]);
        Assert.Equal(0.1f, ((DenseColumn)Encode(Fit(new NumberEncoderOptions(), "0.1", "0.1", "0.1"), "0.2")).Values[0], 1e-6f);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-1e999")]
    [InlineData("1e300")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData("seven")]
    public void What_is_no_number_is_refused_at_its_place(string text)
    {
        var expected = $"column 'column': expected a number, found \"{text}\". Correct it, or leave the cell empty where it is missing.";
        Assert.Equal($"contract:2  {expected}", Assert.Throws<DataException>(() => Fit(new NumberEncoderOptions(), "1", text)).Message);
        Assert.Equal($"contract:3  {expected}", Assert.Throws<DataException>(() => Encode(Fit(new NumberEncoderOptions(), "1", "2"), "1", null, text)).Message);
    }

    [Fact]
    public void A_number_beyond_all_bounds_of_the_training_rows_is_refused()
    {
        var encoder = Fit(new NumberEncoderOptions(), "1e-30", "2e-30");
        Assert.StartsWith("contract:1  column 'column': expected a number of the size of those in the training rows", Assert.Throws<DataException>(() => Encode(encoder, "1e30")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_without_any_number_is_refused() =>
        Assert.StartsWith("inputs.input: no training row has a number", Assert.Throws<DataException>(() => Fit(new NumberEncoderOptions(), null, null)).Message, StringComparison.Ordinal);

    [Fact]
    public void Categories_have_an_id_each_unknown_ones_share_one_and_missing_is_one_of_its_own()
    {
        var column = (BagColumn)Encode(Fit(new CategoryEncoderOptions(), "red", "green", null, "red"), "green", "red", null, "violet", "blue", "Red");
        Assert.Equal(6, column.Ids.Length);
        Assert.Equal(column.Ids[3], column.Ids[4]);
        Assert.Equal(column.Ids[3], column.Ids[5]); // upper case is another value
        Assert.Equal(4, column.Ids.Distinct().Count());
        Assert.Equal(4, column.Buckets);
        Assert.All(column.Weights, weight => Assert.Equal(1, weight));
    }

    [Fact]
    public void Rare_categories_are_unknown()
    {
        var column = (BagColumn)Encode(Fit(new CategoryEncoderOptions { MinCount = 2 }, "red", "green", "red"), "red", "green", "blue");
        Assert.Equal(column.Ids[1], column.Ids[2]);
        Assert.NotEqual(column.Ids[0], column.Ids[1]);
    }

    private static Encoder Fit(EncoderOptions options, params string?[] values)
    {
        var rows = new Table("contract", ["column"], [.. values.Select((value, i) => new Row([value], new Place("contract", i + 1)))]);
        return (options with { Column = "column" }).Fit("input", new Split(new DataSet([rows]), new Part[values.Length]).Training);
    }

    private static EncodedColumn Encode(Encoder encoder, params string?[] values) => encoder.Encode(values.Length, row => values[row], row => new Place("contract", row + 1));
}
