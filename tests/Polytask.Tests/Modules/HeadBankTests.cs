using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Modules;

public sealed class HeadBankTests
{
    [Fact]
    public void One_product_equals_a_head_for_each_task()
    {
        const int rows = 6, width = 7;
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        // Something before and after the heads, so that a wrong offset shows.
        store.Add("before", ParameterStore.Shared, [5], Initialisers.Uniform(1));
        var create = HeadBank.Add(store, [("first", 1), ("second", 4), ("third", 2)], width);
        store.Add("after", ParameterStore.Shared, [5], Initialisers.Uniform(1));
        store.Allocate();
        using var bank = create();
        Assert.Equal(7, bank.OutputWidth);
        var random = new RandomStream(1, "heads");
        Numbers.Fill(Numbers.Of(store.Values), random);
        var (input, cotangent) = (Numbers.Normal(random, rows, width), Numbers.Normal(random, rows, bank.OutputWidth));
        var pass = Pass.Training(Autograd.Rows(rows), random);
        var output = bank.Forward(input, pass);
        bank.AddGradients(cotangent, pass);
        var pulled = bank.Pullback(cotangent);

        var x = Autograd.Leaf(input);
        var leaves = store.Dense.ToDictionary(p => p.Name, p => Autograd.Leaf(p.Value));
        var expected = torch.cat([.. new[] { "first", "second", "third" }.Select(task => F.linear(x, leaves[$"heads.{task}.weight"], leaves[$"heads.{task}.bias"]))], 1);
        expected.backward([cotangent]);
        Autograd.Close(expected, output);
        Autograd.Close(x.grad!, pulled);
        foreach (var parameter in store.Dense)
            Autograd.Close(leaves[parameter.Name].grad ?? torch.zeros_like(parameter.Value), parameter.Gradient);
    }

    [Theory]
    [InlineData(3, 2, 6, 5)]
    [InlineData(3, 4, 3, 4)]
    [InlineData(6, 5, 2, 3)]
    [InlineData(4, 3, 2, 7)]
    public void Heads_of_places_stand_beside_those_that_read_all(int height, int width, int toHeight, int toWidth)
    {
        const int rows = 3, channels = 4;
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        var shape = new RowShape(channels, height, width);
        (string Task, HeadShape Head)[] tasks = [("first", 2), ("second", 1), ("map", new(new(3, toHeight, toWidth), PerPlace: true)), ("mean", new(2, PerPlace: true))];
        var create = HeadBank.Add(store, tasks, shape);
        store.Allocate();
        using var bank = create();
        var random = new RandomStream(1, "heads");
        Numbers.Fill(Numbers.Of(store.Values), random);
        var (input, cotangent) = (Numbers.Normal(random, rows, shape.Numbers), Numbers.Normal(random, rows, bank.OutputWidth));
        var pass = Pass.Training(Autograd.Rows(rows), random);
        var output = bank.Forward(input, pass);
        bank.AddGradients(cotangent, pass);

        var x = Autograd.Leaf(input);
        var leaves = store.Dense.ToDictionary(p => p.Name, p => Autograd.Leaf(p.Value));
        torch.Tensor Map(string task) => F.conv2d(x.view(rows, channels, height, width), leaves[$"heads.{task}.weight"].unsqueeze(-1).unsqueeze(-1), leaves[$"heads.{task}.bias"]);
        // What becomes smaller becomes so by means, what becomes larger by interpolation.
        var smaller = F.adaptive_avg_pool2d(Map("map"), [Math.Min(height, toHeight), Math.Min(width, toWidth)]);
        torch.Tensor[] parts =
        [
            .. new[] { "first", "second" }.Select(task => F.linear(x, leaves[$"heads.{task}.weight"], leaves[$"heads.{task}.bias"])),
            F.interpolate(smaller, [toHeight, toWidth], mode: torch.InterpolationMode.Bilinear, align_corners: false).reshape(rows, -1), Map("mean").mean([2, 3]),
        ];
        var expected = torch.cat(parts, 1);
        expected.backward([cotangent], retain_graph: true);
        Autograd.Close(expected, output);
        Autograd.Close(x.grad!, bank.Pullback(cotangent));
        foreach (var parameter in store.Dense) Autograd.Close(leaves[parameter.Name].grad!, parameter.Gradient);

        (int, int)[] places = [(0, 2), (2, 1), (3, 3 * toHeight * toWidth), (3 + 3 * toHeight * toWidth, 2)];
        var each = bank.PullbackEach(cotangent, places);
        foreach (var (task, (first, outputs)) in places.Index())
        {
            x.grad!.zero_();
            parts[task].backward([cotangent.narrow(1, first, outputs)], retain_graph: true);
            Autograd.Close(x.grad!, each[task]);
        }
    }

    [Fact]
    public void A_task_with_labels_of_pixels_needs_maps()
    {
        using var store = new ParameterStore(1);
        var error = Assert.Throws<ConfigurationException>(() => HeadBank.Add(store, [("mask", new HeadShape(new RowShape(3, 4, 4), PerPlace: true))], 64));
        Assert.Equal("tasks.mask: labels every pixel, so the trunk must end in maps; it ends in 64 plain numbers. Make an image the only input, and leave out stages that give up its places, such as dense or global_pool.", error.Message);
    }

    [Fact]
    public void A_head_belongs_to_its_task()
    {
        using var store = new ParameterStore(1);
        HeadBank.Add(store, [("first", 1), ("second", 4)], 3);
        Assert.All(store.Dense, parameter => Assert.Equal(parameter.Name.Split('.')[1], parameter.Owner));
        Assert.Equal([[1, 3], [4, 3], [1], [4]], store.Dense.Select(parameter => parameter.Shape));
    }
}
