using Polytask.Data;
using Polytask.Modules;
using TorchSharp;

namespace Polytask.Models;

/// <summary>
/// A linear path from the bags of a row straight to the outputs of one task, beside the trunk: it remembers what single features
/// say, while the trunk generalises.
/// </summary>
/// <remarks>Cheng et al., Wide &amp; Deep Learning for Recommender Systems, DLRS 2016.</remarks>
public sealed unsafe class WidePath
{
    private readonly (int Input, EmbeddingBag Bag)[] _bags;

    /// <summary>Adds a table <c>wide.INPUT.TASK</c> [buckets, outputs] for every wide bag to the store, all zero.</summary>
    public WidePath(ParameterStore store, IReadOnlyList<InputShape> inputs, string task, int outputs)
    {
        _bags = [.. inputs.Select((shape, i) => (Shape: shape as BagShape, Input: i))
            .Where(input => input.Shape is { Wide: true })
            .Select(input => (input.Input, new EmbeddingBag(store.AddTable($"wide.{input.Shape!.Name}.{task}", task, TableRole.Wide, input.Shape.Buckets, outputs, Initialisers.Zero), Pooling.Sum)))];
    }

    /// <summary>Adds to the task's outputs, each row of the batch <paramref name="stride"/> numbers after the one before.</summary>
    public void Forward(Batch batch, float* outputs, long stride)
    {
        foreach (var (input, bag) in _bags) bag.Forward((BagColumn)batch.Data.Inputs[input], batch.Rows.Span, outputs, stride);
    }

    /// <summary>Leaves the gradients of the tables in the pass's sink.</summary>
    /// <param name="cotangent">The cotangent of the task's outputs, [batch, outputs], or a stack of several tasks', [tasks, batch, outputs]; contiguous.</param>
    /// <param name="pass">The pass.</param>
    public void LeaveGradients(torch.Tensor cotangent, Pass pass)
    {
        foreach (var (input, bag) in _bags) pass.Sink.Bag(new PooledRows(bag, (BagColumn)pass.Batch.Data.Inputs[input], pass.Batch.Rows), cotangent, 0);
    }

    /// <summary>Adds the gradients of the tables, from the cotangent of the outputs.</summary>
    public void Pullback(Batch batch, float* cotangent, long stride)
    {
        foreach (var (input, bag) in _bags) bag.Pullback((BagColumn)batch.Data.Inputs[input], batch.Rows.Span, cotangent, stride);
    }
}
