using CsCheck;

namespace Polytask.Text.Tests.Analysis;

/// <summary>Texts of all scripts and of no script: with halves of characters, control characters, joiners, marks and emoji.</summary>
internal static class AnyText
{
    private static readonly (int First, int Last)[] Blocks =
    [
        (0x00, 0x7F), (0x80, 0x24F), (0x300, 0x36F), (0x370, 0x52F), (0x531, 0x5FF), (0x600, 0x6FF), (0x900, 0x97F), (0xE00, 0xE7F),
        (0x10A0, 0x11FF), (0x2000, 0x206F), (0x20D0, 0x20F0), (0x2600, 0x27BF), (0x2E80, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7FF),
        (0xD800, 0xDFFF), (0xFE00, 0xFFFF), (0x10400, 0x1044F), (0x1F1E6, 0x1F1FF), (0x1F300, 0x1FAFF), (0x20000, 0x2A6DF), (0xE0000, 0xE007F),
    ];

    private static readonly string[] Pieces = [" ", "\r\n", "\t", "don't ", "3.14", "1,000", "\u200D", "\uFE0F", "👩‍👧", "l'amour", "the ", "Filme "];

    private static readonly Gen<string> Character =
        Gen.OneOf([.. Blocks.Select(block => Gen.Int[block.First, block.Last].Select(c => c > 0xFFFF ? char.ConvertFromUtf32(c) : ((char)c).ToString()))]);

    private static readonly Gen<string> Piece = Gen.Frequency(
        (3, Character),
        (1, Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i])),
        (1, Gen.String[Gen.Char.AlphaNumeric, 1, 8]));

    public static Gen<string> Texts { get; } = Piece.Array[0, 40].Select(string.Concat);
}
