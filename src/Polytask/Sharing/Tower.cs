using Polytask.Modules;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>An input layer and the stages after it.</summary>
public sealed class Tower(InputLayer input, Block stages)
{
    /// <summary>Numbers per row of the representation.</summary>
    public int OutputWidth => stages.OutputWidth;

    /// <summary>How they lie.</summary>
    public RowShape OutputShape => stages.OutputShape;

    /// <summary>The same with more blocks behind.</summary>
    internal Tower With(IReadOnlyList<Block> blocks) => new(input, new Chain(stages.OutputShape, [stages, .. blocks]));

    /// <summary>The representation of the pass's batch, [batch, output width].</summary>
    public torch.Tensor Forward(Pass pass) => stages.Forward(input.Forward(pass), pass);

    /// <summary>Leaves all gradients, from the cotangent of the representation or a stack of cotangents.</summary>
    public void Pullback(torch.Tensor cotangent, Pass pass)
    {
        var toInputs = input.Needs(pass);
        if (stages.Pullback(cotangent, pass, toInputs) is { } pulled && toInputs) input.Pullback(pulled, pass);
    }

    /// <summary>Whether the cotangent of the representation is wanted in a pass.</summary>
    internal bool Needs(Pass pass) => input.Needs(pass) || stages.HasParameters;
}
