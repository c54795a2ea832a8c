using TorchSharp;

namespace Polytask.Modules;

/// <summary>Maps are pooled, a block changes them, and each number goes back to where the largest of its window was; all other places are zero.</summary>
/// <remarks>Badrinarayanan, Kendall, Cipolla, SegNet: A Deep Convolutional Encoder-Decoder Architecture for Image Segmentation, PAMI 39, 2017.</remarks>
public sealed class Unpooled : Block
{
    private readonly MaxPool _pool;
    private readonly Block _block;

    /// <summary>Makes the block between pooling and its way back.</summary>
    /// <param name="input">The shape of a row of the input.</param>
    /// <param name="size">Height and width of a window.</param>
    /// <param name="create">Makes it for pooled maps, whose shape it keeps.</param>
    public Unpooled(RowShape input, int size, Func<RowShape, Block> create)
    {
        (OutputShape, _pool) = (input, new MaxPool(input, size));
        _block = create(_pool.OutputShape);
    }

    private Unpooled(MaxPool pool, RowShape shape, Block block) => (OutputShape, _pool, _block) = (shape, pool, block);

    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; }

    /// <inheritdoc/>
    public override bool HasParameters => _block.HasParameters;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor rows, Pass pass)
    {
        var maps = rows.contiguous();
        pass.Save(this, maps);
        return _pool.Put(maps, _block.Forward(_pool.Take(maps, maps), pass));
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var maps = pass.Saved(this);
        var pulled = _block.Pullback(_pool.Take(maps, cotangent), pass, toInput);
        return toInput ? _pool.Put(maps, pulled!) : null;
    }

    /// <inheritdoc/>
    internal override Block Around(Func<Block, Block> change) => new Unpooled(_pool, OutputShape, change(_block));
}
