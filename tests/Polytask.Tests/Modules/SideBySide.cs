using Polytask.Modules;
using TorchSharp;

namespace Polytask.Tests.Modules;

/// <summary>A block of tasks side by side, [tasks, batch, width], as one of rows that have the numbers of all tasks, so that whatever tests blocks tests it.</summary>
internal sealed class SideBySide(int tasks, Block block, int outputs) : Block
{
    public override int OutputWidth => outputs * block.OutputWidth;

    public override bool HasParameters => block.HasParameters;

    public override torch.Tensor Forward(torch.Tensor input, Pass pass) => Together(block.Forward(Apart(input, tasks), pass));

    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) =>
        block.Pullback(Apart(cotangent, outputs), pass, toInput) is { } pulled ? Together(pulled) : null;

    private static torch.Tensor Together(torch.Tensor maps) => maps.transpose(-3, -2).flatten(-2, -1);

    private static torch.Tensor Apart(torch.Tensor rows, int count) => rows.reshape([.. rows.shape.AsSpan()[..^1], count, rows.size(-1) / count]).transpose(-3, -2);
}
