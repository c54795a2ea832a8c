using Polytask.Numerics;
using Polytask.Optimisation;
using TorchSharp;
using Parameter = TorchSharp.Modules.Parameter;

namespace Polytask.Tests.Optimisation;

/// <summary>Optimisers equal those of torch, step by step.</summary>
public sealed class TorchOptimiserTests
{
    private const int Steps = 20;

    // Lengths below, at and beyond a multiple of every vector width.
    public static TheoryData<int> Lengths => [1, 7, 8, 16, 31, 100];

    [Theory, MemberData(nameof(Lengths))]
    public void Sgd_equals_torch(int length) => Compare(new Sgd { LearningRate = 0.1 }, p => torch.optim.SGD([p], 0.1), length);

    [Theory, MemberData(nameof(Lengths))]
    public void Sgd_with_momentum_and_decay_equals_torch(int length) =>
        Compare(new Sgd { LearningRate = 0.05, Momentum = 0.9, WeightDecay = 0.1 }, p => torch.optim.SGD([p], 0.05, momentum: 0.9, weight_decay: 0.1), length);

    [Theory, MemberData(nameof(Lengths))]
    public void Adam_equals_torch(int length) => Compare(new Adam { LearningRate = 0.01 }, p => torch.optim.Adam([p], 0.01), length);

    [Theory, MemberData(nameof(Lengths))]
    public void Adam_with_decay_and_other_moments_equals_torch(int length) =>
        Compare(new Adam { LearningRate = 0.01, Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-4, WeightDecay = 0.1 }, p => torch.optim.Adam([p], 0.01, 0.8, 0.95, 1e-4, 0.1), length);

    [Theory, MemberData(nameof(Lengths))]
    public void AdamW_equals_torch(int length) =>
        Compare(new AdamW { LearningRate = 0.01, WeightDecay = 0.1 }, p => torch.optim.AdamW([p], 0.01, weight_decay: 0.1), length);

    [Theory, MemberData(nameof(Lengths))]
    public void LazyAdam_equals_torch_AdamW_on_dense_numbers(int length) =>
        Compare(new LazyAdam { LearningRate = 0.01, WeightDecay = 0.1 }, p => torch.optim.AdamW([p], 0.01, weight_decay: 0.1), length);

    [Theory, MemberData(nameof(Lengths))]
    public void Adagrad_equals_torch(int length) => Compare(new Adagrad { LearningRate = 0.1 }, p => torch.optim.Adagrad([p], 0.1), length);

    private static unsafe void Compare(OptimiserOptions options, Func<Parameter, torch.optim.Optimizer> create, int length)
    {
        using var scope = torch.NewDisposeScope();
        var random = new RandomStream(1, "optimisers");
        var values = Numbers(random, length);
        var parameter = new Parameter(torch.tensor(values));
        var theirs = create(parameter);
        var ours = options.Create();
        var memory = new float[Math.Max(1, ours.StateSlots)][];
        for (var slot = 0; slot < memory.Length; slot++) memory[slot] = new float[length];
        var state = stackalloc float*[2];
        for (var step = 1; step <= Steps; step++)
        {
            var gradient = Numbers(random, length);
            parameter.grad = torch.tensor(gradient);
            theirs.step();
            ours.Begin(options.LearningRate, step);
            fixed (float* v = values, g = gradient, first = memory[0], second = memory[^1])
            {
                state[0] = first;
                state[1] = second;
                ours.Update(v, g, state, length);
            }
            var expected = parameter.data<float>().ToArray();
            for (var i = 0; i < length; i++) Assert.Equal(expected[i], values[i], 1e-6f * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    private static float[] Numbers(RandomStream random, int length) => [.. Enumerable.Range(0, length).Select(_ => (float)random.NextNormal())];
}
