using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;

namespace Polytask.Tests.Modules;

public sealed class LinearBankTests
{
    private const int Experts = 3, Width = 4, Outputs = 5, Rows = 6, Tasks = 2;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bank_is_its_layers_one_by_one(bool common)
    {
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        StackMember[] members = [new("bank", ParameterStore.Shared, 2), new("bank.own", "own", 1)];
        var bank = new LinearBank(store, members, Width, Outputs);
        var loop = new BlockBank([.. Enumerable.Range(0, Experts).Select(expert => new Linear(store, $"one.{expert}", ParameterStore.Shared, Width, Outputs))]);
        store.Allocate();
        var random = new RandomStream(1, "bank");
        Numbers.Fill(Numbers.Of(store.Values), random);
        torch.Tensor Of(string ending, bool gradient, Func<Parameter, bool> which) =>
            torch.cat([.. store.Dense.Where(p => which(p) && p.Name.EndsWith(ending, StringComparison.Ordinal)).Select(p => (gradient ? p.Gradient : p.Value).reshape(-1))], 0);
        bool IsBank(Parameter p) => p.Name.StartsWith("bank", StringComparison.Ordinal);
        var values = new Queue<float>([.. Numbers.Of(Of("weight", false, IsBank)).ToArray(), .. Numbers.Of(Of("bias", false, IsBank)).ToArray()]);
        foreach (var ending in new[] { "weight", "bias" })
            foreach (var parameter in store.Dense.Where(p => !IsBank(p) && p.Name.EndsWith(ending, StringComparison.Ordinal)))
                for (var i = 0; i < parameter.Length; i++) Numbers.Of(parameter.Value)[i] = values.Dequeue();

        var input = common ? Numbers.Normal(random, Rows, Width) : Numbers.Normal(random, Experts, Rows, Width);
        var stack = Numbers.Normal(random, Tasks, Experts, Rows, Outputs);
        var pass = Pass.Training(Autograd.Rows(Rows), new RandomStream(1, "pass"));
        Autograd.Close(loop.Forward(input, pass), bank.Forward(input, pass));
        Autograd.Close(loop.Pullback(stack[0], pass)!, bank.Pullback(stack[0], pass)!);
        foreach (var ending in new[] { "weight", "bias" }) Autograd.Close(Of(ending, true, p => !IsBank(p)), Of(ending, true, IsBank));

        pass.Sink = new Polytask.Gradients.TaskGradients(Tasks, store.IsShared);
        Autograd.Close(loop.Pullback(stack, pass)!, bank.Pullback(stack, pass)!);
        Autograd.Close(bank.Pullback(stack, pass)![1], bank.Pullback(stack[1], pass)!);

        store.ZeroGradients();
        pass.Sink = OwnGradients.Instance;
        bank.Pullback(stack[0], pass);
        Assert.All(store.Dense, p => Assert.Equal(p.Owner == "own", Numbers.Of(p.Gradient).ContainsAnyExcept(0f)));
    }
}
