using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Modules;

public sealed class BatchNormTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public void It_is_torchs_with_its_pullback(int height, int width)
    {
        var shape = new RowShape(3, height, width);
        BatchNorm Create(ParameterStore store) => new(store, "norm", ParameterStore.Shared, shape);
        BlockContract.Holds(Create, shape);
        Autograd.Agrees(Create, shape.Numbers, (x, p) =>
        {
            using var mean = torch.zeros(3);
            using var variance = torch.ones(3);
            return F.batch_norm(x.view(-1, 3, height * width), mean, variance, p[0], p[1], training: true).flatten(1);
        });
        Stacks.AreTheirCotangentsOneByOne(Create, shape);
    }

    [Fact]
    public void It_predicts_with_what_training_has_counted_and_a_snapshot_holds_it()
    {
        var shape = new RowShape(2, 2, 2);
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        using var copy = new ParameterStore(2);
        var (norm, restored) = (new BatchNorm(store, "norm", ParameterStore.Shared, shape, momentum: 0.3), new BatchNorm(copy, "norm", ParameterStore.Shared, shape));
        store.Allocate();
        copy.Allocate();
        var (mean, variance) = (torch.zeros(2), torch.ones(2));
        var random = new RandomStream(1, "batches");
        for (var batch = 0; batch < 3; batch++)
        {
            var rows = Numbers.Normal(random, 5, shape.Numbers);
            norm.Forward(rows, Pass.Training(Autograd.Rows(5), random));
            F.batch_norm(rows.view(-1, 2, 4), mean, variance, training: true, momentum: 0.3);
        }
        ParameterSnapshot.Take(store).Restore(copy);
        var input = Numbers.Normal(random, 5, shape.Numbers);
        var expected = F.batch_norm(input.view(-1, 2, 4), mean, variance).flatten(1);
        foreach (var block in new[] { norm, restored }) Autograd.Close(expected, block.Forward(input, Pass.Prediction(Autograd.Rows(5))));
    }

    [Theory]
    [InlineData(ParameterStore.Frozen, false)]
    [InlineData(ParameterStore.Shared, true)]
    public void Where_it_is_frozen_it_is_as_in_a_prediction_with_its_pullback(string owner, bool sharedStays)
    {
        var shape = new RowShape(2, 2, 2);
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        var norm = new BatchNorm(store, "norm", owner, shape);
        store.Allocate();
        store.Statistics[0].Values[1] = 0.7f;
        store.Statistics[1].Values[0] = 2.5f;
        var before = store.Statistics.SelectMany(statistic => statistic.Values).ToArray();
        var random = new RandomStream(1, "rows");
        var (input, cotangent, pass) = (Numbers.Normal(random, 5, 8), Numbers.Normal(random, 3, 5, 8), Pass.Training(Autograd.Rows(5), random, sharedStays: sharedStays));
        var output = norm.Forward(input, pass);
        Autograd.Close(norm.Forward(input, Pass.Prediction(Autograd.Rows(5))), output);
        Assert.Equal(before, store.Statistics.SelectMany(statistic => statistic.Values));
        if (owner != ParameterStore.Frozen) return;
        // It is linear: what a cotangent is multiplied with is what the input is.
        Autograd.Close(norm.Forward(cotangent[1], pass) - norm.Forward(torch.zeros(5, 8), pass), norm.Pullback(cotangent, pass)![1]);
        Assert.All(store.Dense, parameter => Assert.False(Numbers.Of(parameter.Gradient).ContainsAnyExcept(0f)));
    }

    [Fact]
    public void A_batch_of_one_row_counts_for_nothing()
    {
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        var norm = new BatchNorm(store, "norm", ParameterStore.Shared, 3);
        store.Allocate();
        norm.Forward(torch.ones(1, 3), Pass.Training(Autograd.Rows(1), new RandomStream(1, "pass")));
        Assert.Equal([0, 0, 0, 1, 1, 1], store.Statistics.SelectMany(statistic => statistic.Values));
    }
}
