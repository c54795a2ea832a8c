using Polytask.Data;
using Polytask.Native;
using Polytask.Numerics;
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

    /// <summary>Whether the cotangent of the output is wanted in a pass: where it has embedding tables that are trained, or the inputs' own cotangents are asked for.</summary>
    public bool Needs(Pass pass) => pass.Sink.TakesInputs || _parts.Any(part => part.Bag is { Table.IsFrozen: false });

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

    /// <summary>Leaves the gradients of the embedding tables and of the numbers, from the cotangent of the output or a stack of cotangents.</summary>
    public void Pullback(torch.Tensor cotangent, Pass pass)
    {
        var contiguous = cotangent.contiguous();
        foreach (var (input, offset, width, bag) in _parts)
        {
            if (bag is not null) pass.Sink.Bag(new PooledRows(bag, (BagColumn)pass.Batch.Data.Inputs[input], pass.Batch.Rows), contiguous, offset);
            else if (pass.Sink.TakesInputs) pass.Sink.Input(input, contiguous.narrow(-1, offset, width));
        }
    }

    private void Copy(NumberColumn column, Batch batch, float* output, int width)
    {
        Span<float> Place(int i) => new(output + i * (long)OutputWidth, width);
        if (batch.Mixing is not { } mixing)
        {
            for (var i = 0; i < batch.Count; i++) Copy(column, batch, i, Place(i));
            return;
        }
        var numbers = new float[width];
        for (var i = 0; i < batch.Count; i++)
        {
            Copy(column, batch, i, numbers);
            RowMath.Blend(1, Place(i), (float)mixing.Share, numbers);
            RowMath.Blend(1, Place(mixing.Into[i]), (float)(1 - mixing.Share), numbers);
        }
    }

    private static void Copy(NumberColumn column, Batch batch, int i, Span<float> numbers)
    {
        if (batch.View(i) is { } random) column.CopyTo(batch.Rows.Span[i], numbers, random);
        else column.CopyTo(batch.Rows.Span[i], numbers);
    }
}
