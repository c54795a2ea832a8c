namespace Polytask.Modules;

/// <summary>What the model must know of an encoded input to take it in.</summary>
public abstract record InputShape(string Name)
{
    /// <summary>What of it every row brings into the network.</summary>
    public abstract RowShape Row { get; }
}

/// <summary>A bag of features.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="Buckets">How many different features there are.</param>
/// <param name="Embedding">Numbers per embedded feature.</param>
/// <param name="Pooling">How embeddings become one vector.</param>
/// <param name="Wide">Whether the bag also has a linear path to every task.</param>
public sealed record BagShape(string Name, int Buckets, int Embedding, Pooling Pooling, bool Wide) : InputShape(Name)
{
    /// <inheritdoc/>
    public override RowShape Row => Embedding;
}

/// <summary>Plain numbers.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="Width">Numbers per row.</param>
public sealed record DenseShape(string Name, int Width) : InputShape(Name)
{
    /// <inheritdoc/>
    public override RowShape Row => Width;
}

/// <summary>Images of one size.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="Image">Their channels, height and width.</param>
public sealed record ImageShape(string Name, RowShape Image) : InputShape(Name)
{
    /// <inheritdoc/>
    public override RowShape Row => Image;
}
