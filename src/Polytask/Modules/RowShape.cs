namespace Polytask.Modules;

/// <summary>How the numbers of a row lie: channel after channel, each a map of rows of numbers. Plain numbers are channels of one number each.</summary>
/// <param name="Channels">How many channels.</param>
/// <param name="Height">Rows of a map.</param>
/// <param name="Width">Numbers in each row of a map.</param>
public readonly record struct RowShape(int Channels, int Height = 1, int Width = 1)
{
    /// <summary>Numbers of a map.</summary>
    public int Places => Height * Width;

    /// <summary>Numbers in all.</summary>
    public int Numbers => checked(Channels * Height * Width);

    /// <summary>Plain numbers.</summary>
    public static implicit operator RowShape(int numbers) => new(numbers);

    /// <summary><c>3 channels of 32 × 30</c>.</summary>
    public override string ToString() => $"{Channels} channel{(Channels == 1 ? "" : "s")} of {Height} × {Width}";
}
