using System.Text;

namespace Polytask.Data;

/// <summary>How the bytes of a text file are read. A byte order mark at the beginning of a file says UTF-8 or UTF-16 and is obeyed.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8.</summary>
    Utf8,

    /// <summary>UTF-16; little-endian where there is no byte order mark.</summary>
    Utf16,

    /// <summary>ISO 8859-1: every byte is one character.</summary>
    Latin1,

    /// <summary>GB 18030, which contains GBK and GB 2312: Chinese.</summary>
    Gb18030,
}

internal static class TextEncodings
{
    /// <summary>What stands for bytes that are not text; never a character of a text.</summary>
    public const char Invalid = '\uffff';

    /// <summary>The decoder of a file that begins with the given bytes, and the length of its byte order mark.</summary>
    public static (Decoder Decoder, int Mark) DecoderFor(this TextEncoding encoding, ReadOnlySpan<byte> beginning) => beginning switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Decoder("utf-8"), 3),
        [0xFF, 0xFE, ..] => (Decoder("utf-16"), 2),
        [0xFE, 0xFF, ..] => (Decoder("utf-16BE"), 2),
        _ => (Decoder(Name(encoding)), 0),
    };

    private static string Name(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf8 => "utf-8",
        TextEncoding.Utf16 => "utf-16",
        TextEncoding.Latin1 => "iso-8859-1",
        _ => "gb18030",
    };

    private static Decoder Decoder(string name)
    {
        var (encode, decode) = (EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(Invalid.ToString()));
        return (CodePagesEncodingProvider.Instance.GetEncoding(name, encode, decode) ?? Encoding.GetEncoding(name, encode, decode)).GetDecoder();
    }
}
