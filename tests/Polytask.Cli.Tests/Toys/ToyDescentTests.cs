using Polytask.Cli.Toys;

namespace Polytask.Cli.Tests.Toys;

public sealed class ToyDescentTests
{
    [Fact]
    public void A_step_is_the_weighted_sum_of_the_gradients_times_the_rate()
    {
        var way = Descents.Of("ewq", "constant,weights.first=3,weights.second=1", steps: 1)[0];
        var (first, second) = (way.Points[^1].X - 3, way.Points[^1].Y + 2);
        Assert.Equal(3, first / -3 / (second / 2), 1e-12);
        Assert.Equal([way.End.X * way.End.X, way.End.Y * way.End.Y], way.Losses);
    }

    [Fact]
    public void Points_of_the_way_are_apart_as_far_as_can_be_seen()
    {
        var way = Descents.Of("two_valleys", "equal", steps: 2000)[1];
        Assert.Equal((new Point(-8.5, -5), way.End), (way.Points[0], way.Points[^1]));
        Assert.All(way.Points.Zip(way.Points.Skip(1).SkipLast(1)), pair => Assert.InRange(pair.First.DistanceTo(pair.Second), 0.022, 0.03));
    }

    [Fact]
    public void The_same_seed_gives_the_same_way()
    {
        ToyPath Way(long seed)
        {
            var toy = ToyProblem.All["ewq"];
            using var descent = new ToyDescent(toy, toy.Rule, ToyMethod.Parse("rlw").Options, seed);
            return descent.Run(toy.Starts[0]);
        }
        Assert.Equal(Way(1).Points, Way(1).Points);
        Assert.NotEqual(Way(1).Points, Way(2).Points);
    }

    [Fact]
    public void It_can_be_stopped()
    {
        var toy = ToyProblem.All["ewq"];
        using var descent = new ToyDescent(toy, toy.Rule, ToyMethod.Parse("equal").Options);
        Assert.Throws<OperationCanceledException>(() => descent.Run(toy.Starts[0], stop: new CancellationToken(true)));
    }
}
