using System.ComponentModel.DataAnnotations;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>A stage that makes maps smaller from level to level, and as large as they were on the way back.</summary>
public abstract record EncoderDecoderStage : StageOptions
{
    /// <summary>How many maps each level has, from the largest maps to the smallest.</summary>
    [Range(1, 4096), MinLength(1)]
    public IReadOnlyList<int> Channels { get; init; } = [16, 32, 64];

    /// <summary>Convolutions of each level, of 3 × 3, once on the way down and once on the way up.</summary>
    [Range(1, 16)]
    public int Convolutions { get; init; } = 2;

    /// <summary>Whether batch normalisation follows every convolution.</summary>
    public bool BatchNorm { get; init; } = true;

    /// <summary>How often maps are halved.</summary>
    private protected abstract int Halvings { get; }

    /// <summary>Builds the levels.</summary>
    /// <param name="input">The shape of a row of the input.</param>
    /// <param name="convolve">Builds the convolutions of a level, from their name, the shape that they read and how many maps they make.</param>
    private protected abstract Block Create(RowShape input, Func<string, RowShape, int, Chain> convolve);

    /// <inheritdoc/>
    public sealed override Block Create(ParameterStore store, string name, string owner, RowShape input)
    {
        if (Math.Min(input.Height, input.Width) >> Halvings == 0)
            throw new ConfigurationException($"{name}: expected maps of at least {1L << Halvings} × {1L << Halvings} to halve {Halvings} times, found {input}. State fewer channels, or give the trunk larger images.");
        return Create(input, Convolve);

        Chain Convolve(string part, RowShape shape, int channels)
        {
            var convolutions = new Chain[Convolutions];
            for (var i = 0; i < Convolutions; i++)
                convolutions[i] = NormedConvolution.Create(store, $"{name}.{part}.{i}", owner, i == 0 ? shape : shape with { Channels = channels }, channels, isNormed: BatchNorm);
            return new Chain(shape, convolutions);
        }
    }
}
