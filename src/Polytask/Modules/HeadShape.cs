namespace Polytask.Modules;

/// <summary>What a head puts out for a row, and what it reads.</summary>
/// <param name="Outputs">The numbers that it puts out, and how they lie.</param>
/// <param name="PerPlace">
/// Whether one linear map reads the channels of each place of the representation's maps, and what it makes of them is brought to the height and width of the outputs; otherwise
/// the head reads all numbers of the representation at once.
/// </param>
public readonly record struct HeadShape(RowShape Outputs, bool PerPlace = false)
{
    /// <summary>Plain numbers, made of all numbers of the representation.</summary>
    public static implicit operator HeadShape(int outputs) => new(outputs);
}
