namespace Polytask.Modules;

/// <summary>Blocks one after another, put in an order that gives the same for less.</summary>
internal static class Fusion
{
    /// <summary>The blocks of a chain, and of chains in it.</summary>
    public static Block[] Of(IReadOnlyList<Block> blocks)
    {
        var fused = new List<Block>();
        foreach (var block in blocks.SelectMany(block => block is Chain chain ? chain.Blocks : [block]))
        {
            fused.Add(block);
            // The largest number is the largest behind a function that rises, too: pooled before, there are fewer numbers to take it of.
            if (fused is [.., Activation activation, MaxPool pool]) (fused[^2], fused[^1]) = (pool, activation.Of(pool.OutputShape));
            if (fused is [.., Convolution convolution, MaxPool pooling, Activation last]) fused = [.. fused[..^3], new PooledConvolution(convolution, pooling), last];
        }
        return [.. fused];
    }
}
