namespace Polytask.Modules;

/// <summary>What an embedding table is for.</summary>
public enum TableRole
{
    /// <summary>Its rows are embeddings that a trunk goes on with.</summary>
    Embedding,

    /// <summary>Its rows go straight to the outputs of a task.</summary>
    Wide,
}
