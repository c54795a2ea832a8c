namespace Polytask.Vision.Images;

/// <summary>An image whose pixels are numbers that stand for something, as they are in the file: classes, or depths.</summary>
/// <param name="Height">The height.</param>
/// <param name="Width">The width.</param>
/// <param name="Numbers">The numbers, each row after row.</param>
public sealed record PixelMap(int Height, int Width, ushort[] Numbers);
