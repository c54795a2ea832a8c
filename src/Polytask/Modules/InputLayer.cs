using Polytask.Data;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>Where rows enter the network: embeds the bags, copies the numbers, and puts them side by side, [batch, sum of widths].</summary>
public sealed unsafe class InputLayer
{
    private readonly (int Input, int Offset, int Width, EmbeddingBag? Bag)[] _parts;

    /// <summary>Adds a table <c>NAME.INPUT</c> for every bag to the store.</summary>
    public InputLayer(ParameterStore store, string name, string owner, IReadOnlyList<InputShape> inputs)
    {
        _parts = new (int, int, int, EmbeddingBag?)[inputs.Count];
        for (var i = 0; i < inputs.Count; i++)
        {
            var bag = inputs[i] as BagShape;
            var table = bag is null ? null : store.AddTable($"{name}.{bag.Name}", owner, TableRole.Embedding, bag.Buckets, bag.Embedding, Initialisers.Uniform(1.0 / bag.Embedding));
            var width = inputs[i].Row.Numbers;
            _parts[i] = (i, OutputWidth, width, table is null ? null : new EmbeddingBag(table, bag!.Pooling));
            OutputWidth += width;
        }
        OutputShape = inputs.Count == 1 ? inputs[0].Row : OutputWidth;
    }

    /// <summary>Numbers per row of the output.</summary>
    public int OutputWidth { get; }

    /// <summary>How they lie: as those of the input where it is the only one, otherwise as plain numbers.</summary>
    public RowShape OutputShape { get; }

    /// <summary>Whether it has embedding tables that are trained.</summary>
    public bool HasParameters => _parts.Any(part => part.Bag is { Table.IsFrozen: false });

    /// <summary>Takes the rows of the pass's batch in: [batch, output width].</summary>
    public torch.Tensor Forward(Pass pass)
    {
        var data = pass.Batch.Data;
        var rows = pass.Batch.Rows.Span;
        var output = torch.zeros(rows.Length, OutputWidth);
        var values = LibTorch.Pointer(output);
        foreach (var (input, offset, width, bag) in _parts)
        {
            if (bag is not null) bag.Forward((BagColumn)data.Inputs[input], rows, values + offset, OutputWidth);
            else Copy((NumberColumn)data.Inputs[input], pass.Batch, values + offset, width);
        }
        return output;
    }

    /// <summary>Leaves the gradients of the embedding tables, from the cotangent of the output or a stack of cotangents.</summary>
    public void Pullback(torch.Tensor cotangent, Pass pass)
    {
        var contiguous = cotangent.contiguous();
        foreach (var (input, offset, _, bag) in _parts)
            if (bag is not null) pass.Sink.Bag(new PooledRows(bag, (BagColumn)pass.Batch.Data.Inputs[input], pass.Batch.Rows), contiguous, offset);
    }

    private void Copy(NumberColumn column, Batch batch, float* output, int width)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var row = batch.Rows.Span[i];
            var numbers = new Span<float>(output, width);
            if (batch.View(i) is { } random) column.CopyTo(row, numbers, random);
            else column.CopyTo(row, numbers);
            output += OutputWidth;
        }
    }
}
