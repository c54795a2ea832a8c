using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;

namespace Polytask.Tests.Modules;

/// <summary>Holds what blocks make of a stack of cotangents to what they make of each alone.</summary>
internal static class Stacks
{
    private const int Rows = 4;

    // Sums of some hundred products of size 1, in float and in another order.
    private const double Tolerance = 1e-5;

    public static void AreTheirCotangentsOneByOne(Func<ParameterStore, Block> create, RowShape shape, int tasks = 3)
    {
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        var block = create(store);
        store.Allocate();
        var random = new RandomStream(1, "stacks");
        Numbers.Fill(Numbers.Of(store.Values), random);
        var (input, stack) = (Numbers.Normal(random, Rows, shape.Numbers), Numbers.Normal(random, tasks, Rows, block.OutputWidth));
        var pass = Pass.Training(Autograd.Rows(Rows), new RandomStream(1, "pass"));
        block.Forward(input, pass);

        var all = new DenseSink();
        pass.Sink = all;
        var pulled = block.Pullback(stack, pass)!;
        for (var task = 0; task < tasks; task++)
        {
            var one = new DenseSink();
            pass.Sink = one;
            Autograd.Close(block.Pullback(stack[task], pass)!, pulled[task], Tolerance);
            foreach (var (name, gradients) in one.Gradients) Autograd.Close(gradients, all.Gradients[name][task], Tolerance);
        }
        Assert.Equal(store.Dense.Select(parameter => parameter.Name).Order(), all.Gradients.Keys.Order());
    }

    private sealed class DenseSink : GradientSink
    {
        public Dictionary<string, torch.Tensor> Gradients { get; } = [];

        public override void Dense(Parameter parameter, torch.Tensor gradients) => Gradients.Add(parameter.Name, gradients);

        public override void Linear(Parameter weight, Parameter bias, torch.Tensor input, torch.Tensor cotangent) => throw new NotSupportedException();

        public override void Bank(ParameterStack weight, ParameterStack? bias, torch.Tensor input, torch.Tensor cotangent)
        {
            Leave(weight, cotangent.transpose(-2, -1).matmul(input));
            if (bias is not null) Leave(bias, cotangent.sum(dim: -2));

            void Leave(ParameterStack parameters, torch.Tensor gradients)
            {
                var all = gradients.reshape(cotangent.dim() == 4 ? cotangent.size(0) : 1, parameters.Count, -1);
                foreach (var part in parameters.Parts) Dense(part.Parameter, all.narrow(1, part.First, part.Count).reshape(cotangent.dim() == 4 ? [all.size(0), 1, -1] : [1, -1]));
            }
        }

        public override void Bag(PooledRows rows, torch.Tensor cotangent, int first) => throw new NotSupportedException();
    }
}
