using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// The head of a task that labels places: one linear map of the channels of each place, a convolution of 1 × 1, between means where the outputs are smaller than the representation, and
/// bilinear interpolation where they are larger.
/// </summary>
internal sealed class PlaceHead : HeadGroup
{
    private readonly Parameter _weight, _bias;
    private readonly torch.Tensor[] _stacks;
    private readonly Resampling _smaller, _larger;
    private readonly RowShape _read;
    private readonly int _channels;

    private PlaceHead(Parameter weight, Parameter bias, torch.Tensor[] stacks, RowShape input, RowShape outputs)
    {
        (_weight, _bias, _stacks, _channels) = (weight, bias, stacks, outputs.Channels);
        var (height, width) = Read(input, outputs);
        _smaller = new AdaptiveAveragePool(input, height, width);
        _read = _smaller.OutputShape;
        _larger = new Upsample(_read with { Channels = _channels }, outputs.Height, outputs.Width, Interpolation.Bilinear);
    }

    private torch.Tensor Weight => _stacks[0];

    public override int Count => 1;

    public override int OutputWidth => _larger.OutputWidth;

    /// <summary>Adds <c>NAME.weight</c> [channels, channels of the representation] and <c>NAME.bias</c> [channels] to the store; call the result after the store is allocated.</summary>
    public static Func<PlaceHead> Add(ParameterStore store, string name, string task, RowShape input, RowShape outputs)
    {
        var (height, width) = Read(input, outputs);
        var weight = store.Add($"{name}.weight", task, [outputs.Channels, input.Channels], Initialisers.FanIn(input.Channels), height * width);
        var bias = store.Add($"{name}.bias", task, [outputs.Channels], Initialisers.Zero);
        return () => new PlaceHead(
            weight, bias,
            [
                store.Stack(weight, weight, gradient: false, outputs.Channels, input.Channels), store.Stack(bias, bias, gradient: false, outputs.Channels),
                store.Stack(weight, weight, gradient: true, outputs.Channels, input.Channels), store.Stack(bias, bias, gradient: true, outputs.Channels),
            ], input, outputs);
    }

    public override torch.Tensor Forward(torch.Tensor representation, Pass pass)
    {
        var read = Places(_smaller.Forward(representation, pass), _read.Channels);
        pass.Save(this, read);
        var made = Weight.expand(read.size(0), -1, -1).bmm(read).add_(_stacks[1].view(1, _channels, 1), Scalars.One);
        return _larger.Forward(made.reshape(read.size(0), -1), pass);
    }

    public override void AddGradients(torch.Tensor cotangent, Pass pass)
    {
        var made = Side(Places(ToRead(cotangent), _channels));
        _stacks[2].addmm_(made, Side(pass.Saved(this)).t());
        SummedGradients.AddRows(_stacks[3], made.sum(dim: 1).view(1, -1));
    }

    public override void LeaveGradients(int place, torch.Tensor cotangent, Pass pass)
    {
        var (stack, read) = (pass.Sink.Separate(cotangent), Side(pass.Saved(this)).t());
        torch.Tensor[] made = [.. (stack.dim() == 3 ? stack.unbind(0) : [stack]).Select(its => Side(Places(ToRead(its), _channels)))];
        long[] shape = stack.dim() == 3 ? [made.Length, 1, -1] : [1, -1];
        pass.Sink.Dense(_weight, torch.stack([.. made.Select(its => its.mm(read))]).reshape(shape));
        pass.Sink.Dense(_bias, torch.stack([.. made.Select(its => its.sum(dim: 1))]).reshape(shape));
    }

    public override torch.Tensor Pullback(torch.Tensor cotangent)
    {
        var made = Places(ToRead(cotangent), _channels);
        return _smaller.Pullback(Weight.t().expand(made.size(0), -1, -1).bmm(made).reshape(made.size(0), -1), null!);
    }

    public override torch.Tensor PullbackOf(torch.Tensor cotangent, int first) => Pullback(cotangent);

    public override void Dispose()
    {
        foreach (var stack in _stacks) stack.Dispose();
    }

    private torch.Tensor ToRead(torch.Tensor cotangent) => _larger.Pullback(cotangent, null!);

    /// <summary>The height and width of the maps that are multiplied.</summary>
    private static (int Height, int Width) Read(RowShape input, RowShape outputs) => (Math.Min(input.Height, outputs.Height), Math.Min(input.Width, outputs.Width));

    /// <summary>[batch, channels, places] of [batch, width].</summary>
    private static torch.Tensor Places(torch.Tensor rows, int channels) => rows.reshape(rows.size(0), channels, -1);

    /// <summary>[channels, batch × places] of [batch, channels, places].</summary>
    private static torch.Tensor Side(torch.Tensor maps) => maps.transpose(0, 1).reshape(maps.size(1), -1);
}
