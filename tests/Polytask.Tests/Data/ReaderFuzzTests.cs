using System.Text;
using CsCheck;
using Polytask.Data;

namespace Polytask.Tests.Data;

/// <summary>Whatever the bytes, a reader gives rows or a <see cref="DataException"/>.</summary>
public sealed class ReaderFuzzTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, Func<string, SourceOptions>> Readers => new()
    {
        { "csv", "a,b\n\"1\n\",é\n", path => new CsvSource { Path = path } },
        { "csv of utf16", "a,b\n\"1\n\",é\n", path => new CsvSource { Path = path, Encoding = TextEncoding.Utf16 } },
        { "csv of gb18030", "1,2\n\"3\",4\n", path => new CsvSource { Path = path, Encoding = TextEncoding.Gb18030, Columns = ["a", "b"] } },
        { "tsv", "a\tb\n1\té\n", path => new TsvSource { Path = path } },
        { "json_lines", "{\"a\":1,\"b\":\"é\"}\n{\"a\":[\"x\"]}", path => new JsonLinesSource { Path = path } },
        { "lines", "a,é\nb,2\n", path => new LinesSource { Path = path, Separator = "," } },
        { "text_folders", "é\n1", path => new TextFoldersSource { Path = Path.GetDirectoryName(Path.GetDirectoryName(path))!, Files = "*" } },
    };

    [Theory]
    [MemberData(nameof(Readers), DisableDiscoveryEnumeration = true)]
    public void Any_bytes_give_rows_or_a_data_exception(string name, string text, Func<string, SourceOptions> source)
    {
        var encoding = name.EndsWith("utf16", StringComparison.Ordinal) ? Encoding.Unicode : Encoding.UTF8;
        var bytes = Gen.Byte.Array[0, 200];
        var piece = Gen.OneOf(",", "\"", "\"\"", "\n", "\r", "\t", "{", "}", "[", ":", "\"a\":1", "{\"a\":\"", "\\ud800", "\\u0000", "é", "\ufeff", "\0", "a", "[[[[");
        var pieces = piece.Array[0, 40].Select(parts => encoding.GetBytes(string.Concat(parts)));
        var damaged = Gen.Select(Gen.Int[0, 1000], Gen.Byte, Gen.Bool).Select((at, value, change) =>
        {
            var whole = encoding.GetBytes(text);
            if (change) whole[at % whole.Length] = value;
            return whole;
        });
        var (read, failed) = (0, 0);
        Gen.OneOf(bytes, pieces, damaged, Gen.Select(damaged, pieces, (a, b) => a.Concat(b).ToArray())).ForAll(content =>
        {
            try
            {
                var table = source(_folder.Write("x/pos/a.bin", content)).Load();
                Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Values.Count));
                read++;
            }
            catch (DataException)
            {
                failed++;
            }
        }, iter: 500);
        Assert.True(read > 50 && failed > 50, $"{name}: {read} read, {failed} failed.");
    }
}
