using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Modules;

public sealed class ConvolutionBankTests
{
    private static readonly RowShape Shape = new(2, 5, 4);

    [Theory]
    [InlineData(1, 3, 1, 1, 1, true)]
    [InlineData(3, 3, 1, 1, 1, true)]
    [InlineData(2, 3, 2, 1, 1, true)]
    [InlineData(2, 2, 2, 1, 1, false)]
    [InlineData(2, 3, 1, 2, 2, true)]
    [InlineData(4, 1, 1, 0, 1, false)]
    public void A_bank_is_its_convolutions_one_by_one_and_its_pullback_theirs(int inputs, int kernel, int stride, int padding, int dilation, bool hasBias)
    {
        const int each = 2, channels = 3;
        StackMember[] members = [.. Enumerable.Range(0, inputs * each).Select(member => new StackMember($"bank.{member}", ParameterStore.Shared, 1))];
        Block Create(ParameterStore store) => new SideBySide(inputs, new ConvolutionBank(store, members, Shape, channels, kernel, stride, padding, hasBias, dilation), members.Length);
        Autograd.Agrees(Create, inputs * Shape.Numbers, (x, p) => torch.cat(
            [.. members.Select((_, member) => F.conv2d(
                x.narrow(1, member / each * Shape.Numbers, Shape.Numbers).view(-1, 2, 5, 4), p[member], hasBias ? p[members.Length + member] : null, [stride, stride], [padding, padding], [dilation, dilation]).flatten(1))], 1));
        Stacks.AreTheirCotangentsOneByOne(Create, new RowShape(inputs * Shape.Numbers));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rows_of_several_tasks_are_kept_apart_where_one_cotangent_serves_all(bool common)
    {
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        var bank = new ConvolutionBank(store, [new("bank", ParameterStore.Shared, 3)], Shape, 2, 3, padding: 1);
        store.Allocate();
        var random = new RandomStream(1, "bank");
        Numbers.Fill(Numbers.Of(store.Values), random);
        const int rows = 4;
        var input = common ? Numbers.Normal(random, rows, Shape.Numbers) : Numbers.Normal(random, 3, rows, Shape.Numbers);
        var cotangent = Numbers.Normal(random, 3, rows, bank.OutputWidth);
        var pass = Pass.Training(Autograd.Rows(rows), new RandomStream(1, "pass"));
        bank.Forward(input, pass);
        var gradients = new Polytask.Gradients.TaskGradients(2, store.IsShared);
        gradients.OneTaskPerRow([0, 1, 1, 0]);
        pass.Sink = gradients;
        bank.Pullback(cotangent, pass);
        float[] found = [.. Enumerable.Range(0, 2).SelectMany(task =>
        {
            store.ZeroGradients();
            foreach (var layer in gradients.Layers) layer.Accumulate([task == 0 ? 1 : 0, task == 1 ? 1 : 0]);
            return Numbers.Of(store.Gradients).ToArray();
        })];
        float[] expected = [.. new[] { new float[] { 1, 0, 0, 1 }, [0, 1, 1, 0] }.SelectMany(own =>
        {
            store.ZeroGradients();
            pass.Sink = SummedGradients.Instance;
            bank.Pullback(cotangent * torch.tensor(own).view(1, -1, 1), pass);
            return Numbers.Of(store.Gradients).ToArray();
        })];
        Autograd.Close(torch.tensor(expected), torch.tensor(found));
    }
}
