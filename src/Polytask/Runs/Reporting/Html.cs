using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Polytask.Runs.Reporting;

/// <summary>A piece of HTML that is safe to put into a page as it stands.</summary>
internal readonly record struct Markup(string Text)
{
    public override string ToString() => Text;
}

/// <summary>
/// Writes HTML that is well-formed XML too. Everything put into <c>html.Add($"…{value}…")</c> is escaped, save <see cref="Markup"/>:
/// text that comes from data cannot become markup.
/// </summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    public void Add([InterpolatedStringHandlerArgument("")] ref Escaper text) => _text.Append('\n');

    public Markup ToMarkup() => new(_text.ToString());

    /// <summary>Joins pieces written by <paramref name="write"/>, one per item.</summary>
    public static Markup Each<T>(IEnumerable<T> items, Action<Html, T> write)
    {
        var html = new Html();
        foreach (var item in items) write(html, item);
        return html.ToMarkup();
    }

    private static string Escape(string text)
    {
        var clean = string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = IsAllowed(source, i) ? source[i] : '\uFFFD';
        });
        return WebUtility.HtmlEncode(clean);
    }

    private static bool IsAllowed(string text, int i) => text[i] switch
    {
        '\t' or '\n' or '\r' => true,
        < ' ' or '\uFFFE' or '\uFFFF' => false,
        var c when char.IsHighSurrogate(c) => i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]),
        var c when char.IsLowSurrogate(c) => i > 0 && char.IsHighSurrogate(text[i - 1]),
        _ => true,
    };

    /// <summary>Takes an interpolated string apart: literal text as it is, values escaped.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Escaper
    {
        private readonly StringBuilder _text;

        public Escaper(int literalLength, int formattedCount, Html html)
        {
            _text = html._text;
            _text.EnsureCapacity(_text.Length + literalLength + 16 * formattedCount);
        }

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(Markup markup) => _text.Append(markup.Text);

        public void AppendFormatted(string? text) => _text.Append(Escape(text ?? ""));

        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable => _text.Append(Escape(value.ToString(format, CultureInfo.InvariantCulture)));
    }
}
