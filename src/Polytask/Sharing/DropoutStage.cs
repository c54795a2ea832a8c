using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>Dropout alone: training sets each number to zero with a probability. As the first stage it drops embedded inputs.</summary>
[Kind("dropout", Paper = "Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, Dropout, JMLR 15, 2014", Url = "https://jmlr.org/papers/v15/srivastava14a.html")]
public sealed record DropoutStage : StageOptions
{
    /// <summary>The probability.</summary>
    [Range(0, 0.95)]
    public double Probability { get; init; } = 0.1;

    /// <inheritdoc/>
    public override Block Create(ParameterStore store, string name, string owner, RowShape input) => new Dropout(Probability, input);

    /// <inheritdoc/>
    public override Block CreateBank(ParameterStore store, IReadOnlyList<StackMember> members, RowShape input) => new Dropout(Probability, input);

    /// <inheritdoc/>
    public override bool IsTrained => false;
}
