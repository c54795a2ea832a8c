using System.ComponentModel.DataAnnotations;
using Polytask.Modules;

namespace Polytask.Features;

/// <summary>Options of every input that becomes a bag of features: how the bag is embedded and whether it also goes straight to the heads.</summary>
public abstract record BagEncoderOptions : EncoderOptions
{
    /// <summary>The width of the embedding: numbers per feature.</summary>
    [Range(1, 4096)]
    public int Embedding { get; init; } = 64;

    /// <summary>How the embeddings of a bag are pooled.</summary>
    public Pooling Pooling { get; init; } = Pooling.Sum;

    /// <summary>Whether the bag also has a linear path of its own to every task, beside the shared trunk.</summary>
    public bool Wide { get; init; } = true;
}
