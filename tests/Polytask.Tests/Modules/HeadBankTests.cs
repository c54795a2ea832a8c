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

    [Fact]
    public void A_head_belongs_to_its_task()
    {
        using var store = new ParameterStore(1);
        HeadBank.Add(store, [("first", 1), ("second", 4)], 3);
        Assert.All(store.Dense, parameter => Assert.Equal(parameter.Name.Split('.')[1], parameter.Owner));
        Assert.Equal([[1, 3], [4, 3], [1], [4]], store.Dense.Select(parameter => parameter.Shape));
    }
}
