namespace Polytask.Data;

/// <summary>What the colours of pictures stand for.</summary>
/// <param name="Entries">The colours, in order.</param>
/// <param name="IsScale">Whether they are points of a scale, at the same distance from one to the next.</param>
public sealed record Legend(IReadOnlyList<LegendEntry> Entries, bool IsScale);

/// <summary>A colour of pictures.</summary>
/// <param name="Label">What it stands for.</param>
/// <param name="Colour">The colour, as <c>#rrggbb</c>.</param>
public sealed record LegendEntry(string Label, string Colour)
{
    /// <summary>An entry of a colour of red, green and blue.</summary>
    public static LegendEntry Of(string label, (byte Red, byte Green, byte Blue) colour) => new(label, $"#{colour.Red:x2}{colour.Green:x2}{colour.Blue:x2}");
}
