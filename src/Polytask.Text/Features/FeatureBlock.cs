namespace Polytask.Text.Features;

/// <summary>What a feature is made of.</summary>
internal enum FeatureBlock
{
    /// <summary>One token.</summary>
    Word,

    /// <summary>Several tokens in sequence.</summary>
    Sequence,

    /// <summary>Characters within a token.</summary>
    Characters,
}

/// <summary>Receives a feature of a text, once for every time it occurs.</summary>
internal delegate void FeatureHandler(int feature, FeatureBlock block);
