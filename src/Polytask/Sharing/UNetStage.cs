using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// A U-Net: what a level has made of its maps goes on in two ways, through the smaller maps of the levels below and straight to the way back, where both are read together. Its
/// maps are as large as those that it reads.
/// </summary>
/// <remarks>Maps keep their size in convolutions, and become larger by bilinear interpolation in place of the paper's transposed convolutions, so that images may be of any size.</remarks>
[Kind("u_net", Paper = "Ronneberger, Fischer, Brox, U-Net: Convolutional Networks for Biomedical Image Segmentation, MICCAI 2015", Url = "https://arxiv.org/abs/1505.04597")]
public sealed record UNetStage : EncoderDecoderStage
{
    private protected override int Halvings => Channels.Count - 1;

    private protected override Block Create(RowShape input, Func<string, RowShape, int, Chain> convolve)
    {
        return Level(input, 0);

        Chain Level(RowShape shape, int level)
        {
            var encoder = convolve($"encoder.{level}", shape, Channels[level]);
            if (level == Halvings) return encoder;
            var maps = encoder.OutputShape;
            var pool = new MaxPool(maps, 2);
            var below = Level(pool.OutputShape, level + 1);
            var both = new SkipConnection(maps, new Chain(maps, [pool, below, new Upsample(below.OutputShape, maps.Height, maps.Width, Interpolation.Bilinear)]));
            return new Chain(shape, [encoder, both, convolve($"decoder.{level}", both.OutputShape, Channels[level])]);
        }
    }
}
