using Polytask.Modules;
using Polytask.Native;
using Polytask.Testing;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Modules;

public sealed class DistillationTests
{
    private static readonly RowShape Maps = new(2, 4, 3);
    private static readonly string[] AllTasks = ["a", "b", "c", "d"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Each_task_adds_what_attention_lets_through_of_all_others(int tasks)
    {
        string[] names = AllTasks[..tasks];
        Block Create(ParameterStore store) => new SideBySide(tasks, new Distillation(store, "distillation", names, Maps), tasks);
        // Pairs in the order of who is read: first all attention, then all that is told.
        (int From, int To)[] pairs = [.. from j in Enumerable.Range(0, tasks) from k in Enumerable.Range(0, tasks) where j != k select (j, k)];
        Autograd.Agrees(Create, tasks * Maps.Numbers, (x, p) => torch.cat([.. Enumerable.Range(0, tasks).Select(k =>
        {
            torch.Tensor Of(int task) => x.narrow(1, task * Maps.Numbers, Maps.Numbers).view(-1, Maps.Channels, Maps.Height, Maps.Width);
            torch.Tensor Convolve(int task, torch.Tensor weight) => F.conv2d(Of(task), weight, padding: [1, 1]);
            return pairs.Index().Where(pair => pair.Item.To == k).Aggregate(
                Of(k), (sum, pair) => sum.add(Convolve(pair.Item.From, p[pair.Index]).sigmoid() * Convolve(pair.Item.From, p[pairs.Length + pair.Index]), Scalars.One)).flatten(1);
        })], 1));
        Stacks.AreTheirCotangentsOneByOne(Create, new RowShape(tasks * Maps.Numbers));
        BlockContract.Holds(Create, new RowShape(tasks * Maps.Numbers), rows: 2);
    }

    [Fact]
    public void What_a_task_takes_it_takes_with_parameters_of_its_own()
    {
        using var store = new ParameterStore(1);
        _ = new Distillation(store, "distillation", ["a", "b", "c"], Maps);
        Assert.Equal(3 * 2 * 2, store.Dense.Count);
        Assert.Equal(3 * 2 * 2 * Maps.Channels * Maps.Channels * 9, store.Dense.Sum(parameter => parameter.Length));
        Assert.All(store.Dense, parameter => Assert.StartsWith($"distillation.{parameter.Owner}.from.", parameter.Name, StringComparison.Ordinal));
    }
}
