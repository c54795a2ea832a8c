using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Modules;

public sealed class BlockTests
{
    private const string Owner = ParameterStore.Shared;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(17, 33)]
    public void Linear_is_a_weighted_sum(int inputs, int outputs)
    {
        BlockContract.Holds(store => new Linear(store, "linear", Owner, inputs, outputs), inputs);
        Autograd.Agrees(store => new Linear(store, "linear", Owner, inputs, outputs), inputs, (x, p) => F.linear(x, p[0], p[1]));
    }

    public static TheoryData<ActivationFunction> Functions => [.. Enum.GetValues<ActivationFunction>()];

    [Theory, MemberData(nameof(Functions))]
    public void An_activation_has_its_derivative(ActivationFunction function)
    {
        BlockContract.Holds(_ => new Activation(function, 4), 4);
        Autograd.Agrees(_ => new Activation(function, 4), 4, (x, _) => function switch
        {
            ActivationFunction.Relu => F.relu(x),
            ActivationFunction.Tanh => F.tanh(x),
            _ => x.alias(),
        });
    }

    [Fact]
    public void A_chain_is_its_blocks_one_after_another()
    {
        static Chain Create(ParameterStore store) => new(3,
        [
            new Linear(store, "first", Owner, 3, 6), new Activation(ActivationFunction.Tanh, 6),
            new Linear(store, "second", Owner, 6, 2), new Activation(ActivationFunction.Relu, 2),
        ]);
        BlockContract.Holds(Create, 3);
        Autograd.Agrees(Create, 3, (x, p) => F.relu(F.linear(F.tanh(F.linear(x, p[0], p[1])), p[2], p[3])));
    }

    [Fact]
    public void A_block_for_every_place_is_a_convolution_of_one_place()
    {
        var shape = new RowShape(3, 2, 4);
        PerPlace Create(ParameterStore store) => new(shape, new Linear(store, "linear", Owner, 3, 5));
        BlockContract.Holds(Create, shape);
        Autograd.Agrees(Create, shape.Numbers, (x, p) => F.conv2d(x.view(-1, 3, 2, 4), p[0].view(5, 3, 1, 1), p[1]).flatten(1));
    }

    [Fact]
    public void An_empty_chain_is_the_identity() => BlockContract.Holds(_ => new Chain(3, []), 3);

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.95)]
    public void Dropout_pulls_back_through_the_mask_it_drew(double p)
    {
        BlockContract.Holds(_ => new Dropout(p, 5), 5);
        using var scope = torch.NewDisposeScope();
        var mask = new Dropout(p, 5).Forward(torch.ones(5, 5), Pass.Training(Autograd.Rows(5), new RandomStream(1, "pass")));
        Autograd.Agrees(_ => new Dropout(p, 5), 5, (x, _) => x * mask);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void Dropout_drops_its_share_and_keeps_the_mean(double p)
    {
        const int count = 20_000;
        using var scope = torch.NewDisposeScope();
        var output = new Dropout(p, count).Forward(torch.ones(1, count), Pass.Training(Autograd.Rows(1), new RandomStream(1, "share"))).data<float>().ToArray();
        var error = 4 * Math.Sqrt(p * (1 - p) / count);
        Assert.Equal(p, output.Count(x => x == 0) / (double)count, error);
        Assert.All(output, x => Assert.True(x == 0 || Math.Abs(x - 1 / (1 - p)) < 1e-5));
    }

    [Fact]
    public void Dropout_does_nothing_in_a_prediction()
    {
        using var scope = torch.NewDisposeScope();
        var input = torch.ones(3, 4);
        Assert.Same(input, new Dropout(0.5, 4).Forward(input, Pass.Prediction(Autograd.Rows(3))));
    }
}
