using Polytask.Data;
using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Testing;

/// <summary>
/// What every <see cref="Block"/> keeps: its pullback is the derivative, by input and by parameters; it adds to the gradients and
/// leaves its arguments alone; its shapes are those it states; and a prediction is the same every time.
/// </summary>
public static class BlockContract
{
    /// <summary>Checks a block at a random point, in a pass whose random stream is the same every time.</summary>
    /// <param name="create">Makes the block and adds its dense parameters to the store.</param>
    /// <param name="shape">The shape of a row that the block takes.</param>
    /// <param name="rows">Rows in the batch.</param>
    /// <param name="seed">The seed of parameters, inputs and the pass.</param>
    /// <exception cref="ContractException">It does not keep the contract.</exception>
    public static void Holds(Func<ParameterStore, Block> create, RowShape shape, int rows = 6, long seed = 1)
    {
        LibTorch.Init();
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(seed);
        var block = create(store);
        store.Allocate();
        var random = new RandomStream(seed, "block contract");
        Numbers.Fill(Numbers.Of(store.Values), random);
        var batch = new Batch(new EncodedRows(rows, [], []), Enumerable.Range(0, rows).ToArray());
        var (input, cotangent) = (Numbers.Normal(random, rows, shape.Numbers), Numbers.Normal(random, rows, block.OutputWidth));
        var (inputBefore, cotangentBefore) = (input.clone(), cotangent.clone());

        var pass = Pass.Training(batch, new RandomStream(seed, "pass"));
        RequireShape("the output", block.Forward(input, pass), rows, block.OutputWidth);
        Numbers.Of(store.Gradients).Fill(1);
        var pulled = block.Pullback(cotangent, pass)!.contiguous();
        RequireShape("the pulled back cotangent", pulled, rows, shape.Numbers);
        Contract.Requires(Numbers.Of(input).SequenceEqual(Numbers.Of(inputBefore)) && Numbers.Of(cotangent).SequenceEqual(Numbers.Of(cotangentBefore)), $"Expected input and cotangent as they were, found them changed.");

        var differences = new CentralDifferences();
        differences.Check("input", Numbers.Of(input), Numbers.Of(pulled), Value);
        differences.Check("parameters, in flat order, ", Numbers.Of(store.Values), Array.ConvertAll(Numbers.Of(store.Gradients).ToArray(), gradient => gradient - 1), Value);
        differences.RequireSmooth();

        var (first, second) = (block.Forward(input, Pass.Prediction(batch)), block.Forward(input, Pass.Prediction(batch)));
        Contract.Requires(Numbers.Of(first.contiguous()).SequenceEqual(Numbers.Of(second.contiguous())), $"Expected the same prediction twice, found two.");

        double Value()
        {
            using var inner = torch.NewDisposeScope();
            var output = block.Forward(input, Pass.Training(batch, new RandomStream(seed, "pass"))).contiguous();
            return Numbers.Dot(Numbers.Of(output), Numbers.Of(cotangent));
        }
    }

    private static void RequireShape(string what, torch.Tensor tensor, long rows, long width) =>
        Contract.Requires(tensor.shape.AsSpan().SequenceEqual([rows, width]), $"Expected {what} of shape [{rows}, {width}], found [{string.Join(", ", tensor.shape)}].");
}
