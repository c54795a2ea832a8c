using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// A SegNet: every level halves its maps by the largest number of each window, and on the way back numbers return to where these were. Its maps are as large as those that it reads.
/// </summary>
[Kind("seg_net", Paper = "Badrinarayanan, Kendall, Cipolla, SegNet: A Deep Convolutional Encoder-Decoder Architecture for Image Segmentation, PAMI 39, 2017", Url = "https://doi.org/10.1109/TPAMI.2016.2644615")]
public sealed record SegNetStage : EncoderDecoderStage
{
    private protected override int Halvings => Channels.Count;

    private protected override Block Create(RowShape input, Func<string, RowShape, int, Chain> convolve)
    {
        return Level(input, 0, Channels[0]);

        Chain Level(RowShape shape, int level, int channels)
        {
            if (level == Halvings) return new Chain(shape, []);
            var encoder = convolve($"encoder.{level}", shape, Channels[level]);
            var maps = encoder.OutputShape;
            return new Chain(shape, [encoder, new Unpooled(maps, 2, pooled => Level(pooled, level + 1, Channels[level])), convolve($"decoder.{level}", maps, channels)]);
        }
    }
}
