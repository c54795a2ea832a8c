using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>How a residual network begins.</summary>
public enum ResNetStem
{
    /// <summary>A convolution of 7 × 7 and pooling, each of which halves height and width: for images of some 200 pixels.</summary>
    Standard,

    /// <summary>A convolution of 3 × 3, which keeps them: for small images.</summary>
    Small,
}

/// <summary>
/// A residual network of four layers of residual blocks; each but the first has twice the maps, of half the height and width. With a depth of 50 or more, blocks are bottlenecks. Its
/// parameters are those of torchvision's networks without the last layer.
/// </summary>
[Kind("resnet", Paper = "He, Zhang, Ren, Sun, Deep Residual Learning for Image Recognition, CVPR 2016", Url = "https://doi.org/10.1109/CVPR.2016.90")]
public sealed record ResNetStage : StageOptions, IConstrained
{
    private static readonly SortedDictionary<int, (int[] Blocks, bool Bottleneck)> Depths = new()
    {
        [18] = ([2, 2, 2, 2], false), [34] = ([3, 4, 6, 3], false), [50] = ([3, 4, 6, 3], true), [101] = ([3, 4, 23, 3], true), [152] = ([3, 8, 36, 3], true),
    };

    /// <summary>How deep it is: 18, 34, 50, 101 or 152 layers.</summary>
    [Range(18, 152)]
    public int Depth { get; init; } = 18;

    /// <summary>Maps that the first layer makes, or has within its bottlenecks.</summary>
    [Range(1, 1024)]
    public int Width { get; init; } = 64;

    /// <summary>How it begins.</summary>
    public ResNetStem Stem { get; init; } = ResNetStem.Standard;

    /// <summary>Whether the last two layers keep height and width and look further instead: for tasks of single pixels.</summary>
    public bool Dilated { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (!Depths.ContainsKey(Depth)) yield return ("depth", $"expected {string.Join(", ", Depths.Keys)}, found {Depth}. Choose one of them.");
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Here, string There)> PretrainedNames =>
        [.. NormedConvolution.Names("stem", "conv1", "bn1"), .. Blocks().SelectMany(block => ResidualStage.Names(block.Name))];

    /// <inheritdoc/>
    public override Block Create(ParameterStore store, string name, string owner, RowShape input)
    {
        List<Block> blocks = [NormedConvolution.Create(store, $"{name}.stem", owner, input, Width, Stem == ResNetStem.Standard ? 7 : 3, Stem == ResNetStem.Standard ? 2 : 1)];
        if (Stem == ResNetStem.Standard) blocks.Add(new MaxPool(blocks[0].OutputShape, 3, stride: 2, padding: 1));
        foreach (var (part, block) in Blocks()) blocks.Add(block.Create(store, $"{name}.{part}", owner, blocks[^1].OutputShape));
        return new Chain(input, blocks);
    }

    private IEnumerable<(string Name, ResidualStage Block)> Blocks()
    {
        var (counts, isBottleneck) = Depths[Depth];
        var dilation = 1;
        for (var layer = 0; layer < counts.Length; layer++)
        {
            // A block that would halve the maps looks as far as the blocks before; those behind it must look twice as far to see the same.
            var (halves, before) = (layer > 0, dilation);
            if (Dilated && layer > 1) (halves, dilation) = (false, 2 * dilation);
            for (var block = 0; block < counts[layer]; block++)
                yield return ($"layer{layer + 1}.{block}", new ResidualStage
                {
                    Channels = (Width << layer) * (isBottleneck ? ResidualStage.Expansion : 1),
                    Stride = halves && block == 0 ? 2 : 1,
                    Dilation = block == 0 ? before : dilation,
                    Bottleneck = isBottleneck,
                });
        }
    }
}
