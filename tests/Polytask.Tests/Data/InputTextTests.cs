using System.Text;
using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class InputTextTests
{
    private static InputFile File(byte[] bytes) => new("a.txt", "a.txt", () => new MemoryStream(bytes));

    [Theory]
    [InlineData("a\nb\n", new[] { "a", "b" })]
    [InlineData("a\r\nb", new[] { "a", "b" })]
    [InlineData("a\rb\u0085c\u2028d\n", new[] { "a\rb\u0085c\u2028d" })]
    [InlineData("\n\n", new[] { "", "" })]
    [InlineData("", new string[0])]
    public void Only_a_line_feed_ends_a_line(string text, string[] lines)
    {
        Assert.Equal(lines, File(Encoding.UTF8.GetBytes(text)).ReadLines().Select(line => line.Text));
        Assert.Equal(text, File(Encoding.UTF8.GetBytes(text)).ReadText());
    }

    public static TheoryData<string, TextEncoding, byte[]> Encoded => new()
    {
        { "é中", TextEncoding.Utf8, [0xc3, 0xa9, 0xe4, 0xb8, 0xad] },
        { "é中", TextEncoding.Latin1, [0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0xe4, 0xb8, 0xad] },
        { "é\u0085", TextEncoding.Latin1, [0xe9, 0x85] },
        { "é中", TextEncoding.Utf16, [0xe9, 0, 0x2d, 0x4e] },
        { "é中", TextEncoding.Utf8, [0xff, 0xfe, 0xe9, 0, 0x2d, 0x4e] },
        { "é中", TextEncoding.Utf8, [0xfe, 0xff, 0, 0xe9, 0x4e, 0x2d] },
        { "中", TextEncoding.Gb18030, [0xd6, 0xd0] },
    };

    [Theory]
    [MemberData(nameof(Encoded))]
    public void A_mark_or_the_option_says_the_encoding(string text, TextEncoding encoding, byte[] bytes) =>
        Assert.Equal(text, File(bytes).ReadText(encoding));

    [Theory]
    [InlineData(TextEncoding.Utf8, new byte[] { 0xff })]
    [InlineData(TextEncoding.Utf8, new byte[] { 0xc3 })]
    [InlineData(TextEncoding.Utf8, new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(TextEncoding.Utf8, new byte[] { (byte)'a', 0 })]
    [InlineData(TextEncoding.Gb18030, new byte[] { 0xff })]
    [InlineData(TextEncoding.Latin1, new byte[] { 0 })]
    public void Bytes_that_are_not_text_are_an_error_with_their_line(TextEncoding encoding, byte[] bad)
    {
        byte[] good = [.. Enumerable.Repeat("line\n"u8.ToArray(), 20_000).SelectMany(line => line)];
        var read = 0;
        var error = Assert.Throws<DataException>(() =>
        {
            foreach (var line in File([.. good, .. bad]).ReadLines(encoding)) Assert.Equal(++read, line.Place.Line);
        });
        Assert.StartsWith("a.txt:20001  expected text", error.Message);
        Assert.Equal(20_000, read);
        Assert.StartsWith("a.txt:20001  expected text", Assert.Throws<DataException>(() => File([.. good, .. bad]).ReadText(encoding)).Message);
    }

    [Fact]
    public void A_text_that_does_not_fit_in_memory_is_an_error() =>
        Assert.StartsWith("a.txt:1  expected at most", Assert.Throws<DataException>(() => File(new byte[(1 << 24) + 1].Select(_ => (byte)'a').ToArray()).ReadText()).Message);
}
