using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;
using static TorchSharp.torch.nn;
using TorchModule = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace Polytask.Tests.Modules;

public sealed class TorchBlockTests
{
    private const string Owner = ParameterStore.Shared;

    private static readonly Func<TorchModule>[] Modules =
    [
        () => Sequential(Linear(4, 6), Tanh(), LayerNorm(6)),
        () => Sequential(Linear(4, 3), ReLU()),
        () => Linear(4, 2),
        () => Tanh(),
        () => Sequential(Linear(4, 5, hasBias: false), GELU(), Linear(5, 1)),
    ];

    public static TheoryData<int> Choices => [.. Enumerable.Range(0, Modules.Length)];

    [Theory, MemberData(nameof(Choices))]
    public void The_contract_of_blocks_holds(int module) => BlockContract.Holds(store => new TorchBlock(store, "own", Owner, 4, Modules[module]), 4);

    [Fact]
    public void It_is_what_its_layers_are() => Autograd.Agrees(
        store => new TorchBlock(store, "own", Owner, 4, Modules[0]), 4,
        (x, p) => functional.layer_norm(torch.tanh(functional.linear(x, p[0], p[1])), [6], p[2], p[3]));

    [Theory, MemberData(nameof(Choices))]
    public void A_stack_of_cotangents_is_pulled_back_as_one_by_one(int module)
    {
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        var block = new TorchBlock(store, "own", Owner, 4, Modules[module]);
        store.Allocate();
        var random = new RandomStream(1, "stack");
        var (input, stack) = (Polytask.Testing.Numbers.Normal(random, 5, 4), Polytask.Testing.Numbers.Normal(random, 3, 5, block.OutputWidth));
        var pass = Pass.Training(Autograd.Rows(5), new RandomStream(1, "pass"));
        block.Forward(input, pass);
        var sink = new Kept();
        pass.Sink = sink;
        var pulled = block.Pullback(stack, pass)!;
        var whole = sink.Gradients.ToDictionary(entry => entry.Key, entry => entry.Value);
        for (var task = 0; task < 3; task++)
        {
            sink.Gradients.Clear();
            Autograd.Close(block.Pullback(stack[task], pass)!, pulled[task]);
            Assert.Equal(whole.Keys, sink.Gradients.Keys);
            foreach (var (name, gradient) in sink.Gradients) Autograd.Close(gradient.view(-1), whole[name][task].view(-1));
        }
        Assert.Null(block.Pullback(stack, pass, toInput: false));
    }

    [Fact]
    public void Constants_stay_and_random_values_come_from_the_seed()
    {
        float[] Values(long seed)
        {
            using var store = new ParameterStore(seed);
            _ = new TorchBlock(store, "own", Owner, 4, Modules[0]);
            store.Allocate();
            Assert.Equal(["own.0.weight", "own.0.bias", "own.2.weight", "own.2.bias"], store.Dense.Select(p => p.Name));
            return Polytask.Testing.Numbers.Of(store.Values).ToArray();
        }
        var values = Values(1);
        Assert.Equal(values, Values(1));
        Assert.NotEqual(values, Values(2));
        Assert.All(values[..24], weight => Assert.InRange(weight, -0.5f, 0.5f)); // 1 / √4
        Assert.True(values[..24].Distinct().Count() > 20);
        Assert.All(values[24..30], bias => Assert.Equal(0, bias));
        Assert.Equal([.. Enumerable.Repeat(1f, 6), .. Enumerable.Repeat(0f, 6)], values[30..]);
    }

    public static TheoryData<string, int> Wrong => new()
    {
        { "own: the module: expected all its state in parameters, found the buffer 'running_mean'", 0 },
        { "own: the module: expected the same output for the same rows, found another. Leave dropout", 1 },
        { "own: expected a module that takes rows of 4 numbers, found that it cannot", 2 },
        { "own: the module: expected every row to be computed by itself", 3 },
        { "frozen", 4 },
        { "expected trained parameters of 32-bit floats on the CPU, found 'weight', Float64", 5 },
        { "expected rows of 32-bit floats, [5, width], for [5, 4]; found Float32 [20]", 6 },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_module_that_will_not_do_is_refused(string said, int module)
    {
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        Func<TorchModule>[] modules = [() => BatchNorm1d(4), () => Dropout(0.5), () => Linear(3, 2), () => new Mixing(), Frozen, () => Linear(4, 2, dtype: torch.ScalarType.Float64), () => Flatten(0)];
        Assert.Contains(said, Assert.Throws<ConfigurationException>(() => new TorchBlock(store, "own", Owner, 4, modules[module])).Message, StringComparison.Ordinal);
    }

    private static TorchModule Frozen()
    {
        var module = Linear(4, 2);
        module.weight.requires_grad = false;
        return module;
    }

    /// <summary>Takes the mean of the batch away.</summary>
    private sealed class Mixing() : Module<torch.Tensor, torch.Tensor>("mixing")
    {
        public override torch.Tensor forward(torch.Tensor input) => input - input.mean([0], keepdim: true);
    }

    private sealed class Kept : GradientSink
    {
        public Dictionary<string, torch.Tensor> Gradients { get; } = [];

        public override void Linear(Parameter weight, Parameter bias, torch.Tensor input, torch.Tensor cotangent) => throw new NotSupportedException();

        public override void Bank(ParameterStack weight, ParameterStack? bias, torch.Tensor input, torch.Tensor cotangent) => throw new NotSupportedException();

        public override void Bag(PooledRows rows, torch.Tensor cotangent, int first) => throw new NotSupportedException();

        public override void Dense(Parameter parameter, torch.Tensor gradients) => Gradients[parameter.Name] = gradients;
    }
}
