using Polytask.Catalog;
using Polytask.Optimisation;
using Polytask.Testing;

namespace Polytask.Tests.Optimisation;

public sealed class OptimiserTests
{
    /// <summary>Every kind with its defaults, so that a new one is tested the moment it is there, and some kinds with all they have.</summary>
    public static TheoryData<OptimiserOptions> Optimisers =>
    [
        .. Kinds.Of(typeof(Sgd)).Family.Kinds.Select(kind => (OptimiserOptions)Activator.CreateInstance(kind.Options)!),
        new Sgd { LearningRate = 0.01, Momentum = 0.9, WeightDecay = 0.01 },
        new Adam { WeightDecay = 0.01 }, new AdamW { WeightDecay = 0.01 }, new LazyAdam { WeightDecay = 0.01 },
    ];

    [Theory, MemberData(nameof(Optimisers))]
    public void The_contract_holds(OptimiserOptions options) => OptimiserContract.Holds(options);

    [Fact]
    public void A_step_of_plain_gradient_descent_needs_no_memory()
    {
        Assert.Equal(0, new Sgd().Create().StateSlots);
        Assert.Equal(1, new Sgd { Momentum = 0.9 }.Create().StateSlots);
    }

    [Fact]
    public void Adagrad_refuses_decay_which_it_could_not_give_to_untouched_rows() => Assert.Single(new Adagrad { WeightDecay = 0.1 }.Problems());
}
