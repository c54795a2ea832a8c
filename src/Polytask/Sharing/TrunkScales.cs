using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>The sizes of maps that a trunk goes through: behind the last block that makes maps of a size, whether on the way down or up again, there is a tap.</summary>
internal sealed class TrunkScales
{
    private readonly HashSet<(int Height, int Width)> _sizes = [];
    private readonly List<Tap> _taps = [];

    /// <summary>Finds the sizes in blocks one after another.</summary>
    public TrunkScales(RowShape input, IReadOnlyList<Block> blocks) => Trunk = new Chain(input, Tapped(blocks));

    /// <summary>The blocks, with taps.</summary>
    public Chain Trunk { get; }

    /// <summary>The taps, from the end of the trunk back.</summary>
    public IReadOnlyList<Tap> Taps => _taps;

    private Block[] Tapped(IReadOnlyList<Block> blocks)
    {
        var tapped = new List<Block>();
        foreach (var block in blocks.SelectMany(block => block is Chain chain ? chain.Blocks : [block]).Reverse())
        {
            var shape = block.OutputShape;
            if (shape.Places > 1 && _sizes.Add((shape.Height, shape.Width)))
            {
                _taps.Add(new Tap(shape));
                tapped.Add(_taps[^1]);
            }
            tapped.Add(block.Around(inner => new Chain(inner.OutputShape, Tapped([inner]))));
        }
        tapped.Reverse();
        return [.. tapped];
    }
}
