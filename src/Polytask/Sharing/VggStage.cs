using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// A VGG network: five blocks of convolutions of 3 × 3, each of which ends by halving height and width. Its parameters are those of torchvision's networks without the dense layers.
/// </summary>
[Kind("vgg", Paper = "Simonyan, Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, ICLR 2015", Url = "https://arxiv.org/abs/1409.1556")]
public sealed record VggStage : StageOptions, IConstrained
{
    private const int Widest = 3;

    private static readonly SortedDictionary<int, int[]> Depths = new()
    {
        [11] = [1, 1, 2, 2, 2], [13] = [2, 2, 2, 2, 2], [16] = [2, 2, 3, 3, 3], [19] = [2, 2, 4, 4, 4],
    };

    /// <summary>How deep it is, with three dense layers that may follow: 11, 13, 16 or 19 layers.</summary>
    [Range(11, 19)]
    public int Depth { get; init; } = 16;

    /// <summary>Maps that the first block makes; those behind it make twice as many as the one before, the last as many as the fourth.</summary>
    [Range(1, 1024)]
    public int Width { get; init; } = 64;

    /// <summary>Whether batch normalisation follows every convolution.</summary>
    public bool BatchNorm { get; init; } = true;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (!Depths.ContainsKey(Depth)) yield return ("depth", $"expected {string.Join(", ", Depths.Keys)}, found {Depth}. Choose one of them.");
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Here, string There)> PretrainedNames
    {
        get
        {
            var place = 0;
            for (var block = 0; block < Depths[Depth].Length; block++, place++)
                for (var i = 0; i < Depths[Depth][block]; i++, place += BatchNorm ? 3 : 2)
                    foreach (var names in NormedConvolution.Names($"{block}.{i}", $"features.{place}", BatchNorm ? $"features.{place + 1}" : null, hasBias: true)) yield return names;
        }
    }

    /// <inheritdoc/>
    public override Block Create(ParameterStore store, string name, string owner, RowShape input)
    {
        var (blocks, shape) = (new List<Block>(), input);
        for (var block = 0; block < Depths[Depth].Length; block++)
        {
            for (var i = 0; i < Depths[Depth][block]; i++)
                Add(NormedConvolution.Create(store, $"{name}.{block}.{i}", owner, shape, Width << Math.Min(block, Widest), isNormed: BatchNorm, hasBias: true));
            Add(new MaxPoolStage().Create(store, name, owner, shape));
        }
        return new Chain(input, blocks);

        void Add(Block next)
        {
            blocks.Add(next);
            shape = next.OutputShape;
        }
    }
}
