using System.Globalization;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Vision.Images;

namespace Polytask.Vision.Sources;

/// <summary>
/// Two digits in one image, made of a file of single ones: the left one stands higher, the right one lower, and where they overlap the brighter number counts. Every digit
/// is once the left one and once the right one. Gives the columns <c>image</c>, <c>left</c> and <c>right</c>.
/// </summary>
[Kind("multi_mnist", Paper = "Sabour, Frosst, Hinton, Dynamic Routing Between Capsules, NeurIPS 2017; as two tasks: Sener, Koltun, Multi-Task Learning as Multi-Objective Optimization, NeurIPS 2018", Url = "https://arxiv.org/abs/1810.04650")]
public sealed record MultiMnistSource : IdxOptions
{
    private const int Shift = 8;

    /// <summary>The file of labels, compared with the end of its name.</summary>
    public string Labels { get; init; } = "*labels*";

    /// <summary>The seed of who stands beside whom.</summary>
    public long Seed { get; init; } = 1;

    /// <inheritdoc/>
    public override RowSource Open()
    {
        Read([Labels]).First();
        return new Pairs(this);
    }

    private sealed class Pairs(MultiMnistSource options) : RowSource
    {
        public override IReadOnlyList<string> Columns { get; } = [ImageCell.Column, "left", "right"];

        public override IEnumerable<Row> Read()
        {
            var digits = options.Read([options.Labels]).ToList();
            int[] partners = [.. Enumerable.Range(0, digits.Count)];
            new RandomStream(options.Seed, "multi_mnist").Shuffle(partners);
            foreach (var (left, partner) in digits.Zip(partners))
            {
                var right = digits[partner];
                yield return new Row([ImageCell.Of(left.Height, left.Width, Overlay(left.Pixels, right.Pixels, left.Height, left.Width)), Name(left.Labels[0]), Name(right.Labels[0])], left.Place);
            }
        }

        /// <summary>Both on one canvas, the right one moved, which is made as small as one of them: every number is the nearest of the canvas.</summary>
        private static byte[] Overlay(byte[] left, byte[] right, int height, int width)
        {
            var pixels = new byte[left.Length];
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                {
                    var (down, across) = ((2 * y + 1) * (height + Shift) / (2 * height), (2 * x + 1) * (width + Shift) / (2 * width));
                    pixels[y * width + x] = Math.Max(At(left, down, across), At(right, down - (Shift - 2), across - (Shift - 2)));
                }
            return pixels;

            byte At(byte[] digit, int y, int x) => y >= 0 && y < height && x >= 0 && x < width ? digit[y * width + x] : (byte)0;
        }

        private static string Name(byte label) => label.ToString(CultureInfo.InvariantCulture);
    }
}
