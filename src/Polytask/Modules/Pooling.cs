namespace Polytask.Modules;

/// <summary>How the embeddings of a bag become one vector.</summary>
public enum Pooling
{
    /// <summary>The weighted mean.</summary>
    Mean,

    /// <summary>The weighted sum.</summary>
    Sum,
}
