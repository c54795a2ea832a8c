using System.Text;
using System.Text.Json;
using CsCheck;
using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class JsonLinesSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private JsonLinesSource Json(string content) => new() { Path = _folder.Write("a.jsonl", content) };

    [Fact]
    public void Keys_are_columns_in_order_of_appearance_and_absent_ones_are_missing()
    {
        var source = Json("{\"text\": \"a\", \"label\": null}\r\n\n{\"label\": \"b\", \"n\": 1}\n");
        Assert.Equal(["text", "label", "n"], source.Open().Columns);
        Assert.Equal([["a", null, null], [null, "b", "1"]], source.Cells());
        Assert.Equal(["a.jsonl:1", "a.jsonl:3"], source.Load().Rows.Select(row => row.Place.ToString()));
    }

    [Theory]
    [InlineData("-1.50e+3", "-1.50e+3")]
    [InlineData("true", "true")]
    [InlineData("\"tab \\t, quote \\\", \\u00e9, \\ud83d\\ude00\"", "tab \t, quote \", é, 😀")]
    [InlineData("[\"a\", \"b\"]", "a|b")]
    [InlineData("[]", "[]")]
    [InlineData("[\"a|b\", \"c\"]", "[\"a|b\", \"c\"]")]
    [InlineData("[1, 2]", "[1, 2]")]
    [InlineData("{\"x\": [1]}", "{\"x\": [1]}")]
    public void A_value_becomes_text(string json, string expected) => Assert.Equal([[expected]], Json($"{{\"v\": {json}}}").Cells());

    [Fact]
    public void Any_strings_are_read_as_they_were_written() =>
        Gen.Dictionary(Gen.String[Gen.Char['\u0001', '\ud7ff'], 0, 6], Gen.String[Gen.Char['\u0000', '\ud7ff'], 0, 20])[1, 5].Array[1, 4].ForAll(rows =>
        {
            var source = Json(string.Join('\n', rows.Select(row => JsonSerializer.Serialize(row))));
            var table = source.Load();
            foreach (var (row, expected) in table.Rows.Zip(rows))
                Assert.Equal(table.Columns.Select(column => expected.GetValueOrDefault(column)), row.Values);
            Assert.Equal(rows.Length, table.Rows.Count);
        }, iter: 150);

    [Fact]
    public void Stated_columns_choose_among_the_keys() =>
        Assert.Equal([["b", null]], (Json("{\"text\": \"a\", \"label\": \"b\"}") with { Columns = ["label", "topic"] }).Cells());

    [Fact]
    public void A_key_that_comes_late_is_an_error()
    {
        var rows = string.Concat(Enumerable.Repeat("{\"text\": \"a\"}\n", 1000));
        Assert.StartsWith("a.jsonl:1001  found the key 'late'", Json(rows + "{\"late\": 1}\n").Error());
        Assert.Equal(1001, (Json(rows + "{\"late\": 1}\n") with { Columns = ["text"] }).Cells().Length);
    }

    [Theory]
    [InlineData("{\"a\": 1}\n[1]\n", "a.jsonl:2  expected a JSON object, found Array.")]
    [InlineData("{\"a\": 1}\n\n{\"a\": }\n", "a.jsonl:3  expected one JSON object on the line, found at byte 7: '}' is an invalid start of a value. Correct the line.")]
    [InlineData("{\"a\": 1\n}", "a.jsonl:1  expected one JSON object on the line")]
    [InlineData("{\"a\": 1} {\"a\": 2}", "a.jsonl:1  expected one JSON object on the line")]
    [InlineData("{\"a\": NaN}", "a.jsonl:1  expected one JSON object on the line")]
    [InlineData("{\"a\": 1, \"a\": 2}", "a.jsonl:1  expected one JSON object on the line, found: Duplicate property 'a'")]
    [InlineData("{\"a\": \"\\ud800\"}", "a.jsonl:1  expected strings of whole characters")]
    [InlineData("", "expected JSON objects with at least one key, found none.")]
    [InlineData("{}\n", "expected JSON objects with at least one key, found none.")]
    public void A_malformed_line_is_an_error_with_its_number(string content, string expected) => Assert.Contains(expected, Json(content).Error());

    [Fact]
    public void Columns_that_are_stated_twice_are_an_error() =>
        Assert.Contains("found 'a' 2 times", (Json("{\"a\": 1}") with { Columns = ["a", "a"] }).Error());

    [Fact]
    public void Packed_lines_are_read()
    {
        var path = _folder.Write("b.jsonl.gz", TempFolder.GZip(Encoding.UTF8.GetBytes("{\"a\": \"é\"}")));
        Assert.Equal([["é"]], new JsonLinesSource { Path = path }.Cells());
    }
}
