using System.Globalization;

namespace Polytask.Catalog;

/// <summary>A number within bounds; never NaN or infinite. Written as .NET and JSON write it, whatever the culture.</summary>
internal sealed class NumberType(Type type, Bounds bounds) : OptionType
{
    /// <summary>Whether only whole numbers are taken.</summary>
    public bool Whole { get; } = type == typeof(int) || type == typeof(long);

    /// <summary>The least and greatest value.</summary>
    public Bounds Bounds { get; } = bounds;

    public override string Expected => $"{(Whole ? "a whole number" : "a number")}{Bounds}";

    /// <summary>Whether a type is a number that an option may have.</summary>
    public static bool Supports(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(float) || type == typeof(double);

    public override object? Read(ConfigNode node, string path, object? fallback, Binding binding)
    {
        if (node is ScalarNode { Quoted: false } scalar && Parse(scalar.Text) is { } number && Bounds.Contain(Convert.ToDouble(number, CultureInfo.InvariantCulture)))
            return number;
        binding.Expected(Expected, node, path);
        return null;
    }

    public override ConfigNode Write(object value) => new ScalarNode(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), Quoted: false, default);

    private object? Parse(string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var i) ? i : null;
        if (type == typeof(long)) return long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var l) ? l : null;
        if (type == typeof(float)) return float.TryParse(text, culture, out var f) && float.IsFinite(f) ? f : null;
        return double.TryParse(text, culture, out var d) && double.IsFinite(d) ? d : null;
    }
}
