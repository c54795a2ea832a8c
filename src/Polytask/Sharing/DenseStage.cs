using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>A dense layer: every output is a weighted sum of all inputs, through an activation function, then dropout.</summary>
[Kind("dense")]
public sealed record DenseStage : StageOptions
{
    /// <summary>Numbers per row of the output.</summary>
    [Range(1, 65_536)]
    public int Width { get; init; } = 128;

    /// <summary>The activation function.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Relu;

    /// <summary>The probability with which training sets an output to zero.</summary>
    [Range(0, 0.95)]
    public double Dropout { get; init; } = 0.1;

    /// <inheritdoc/>
    public override Block Create(ParameterStore store, string name, string owner, RowShape input) =>
        Behind(new Linear(store, name, owner, input.Numbers, Width), input);

    /// <inheritdoc/>
    public override Block CreateBank(ParameterStore store, IReadOnlyList<StackMember> members, RowShape input) =>
        Behind(new LinearBank(store, members, input.Numbers, Width), input);

    /// <inheritdoc/>
    public override Block CreateBeside(ParameterStore store, string name, string owner, RowShape input, Func<Block, Block> beside) =>
        Behind(beside(new Linear(store, name, owner, input.Numbers, Width)), input);

    /// <inheritdoc/>
    public override bool HasLinear => true;

    private Chain Behind(Block linear, RowShape input) => new(input, [linear, new Activation(Activation, Width), new Dropout(Dropout, Width)]);
}
