using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Sparse mixture of experts: each task comes to use a few of the shared experts, at most one for each selector of its gate. A selector spells the number of
/// an expert in binary through smooth steps, so that it is trained like everything else and ends with exactly one expert.
/// </summary>
[Kind("dselect_k", Paper = "Hazimeh, Zhao, Chowdhery, Sathiamoorthy, Chen, Mazumder, Hong, Chi, DSelect-k: Differentiable Selection in the Mixture of Experts with Applications to Multi-Task Learning, NeurIPS 2021", Url = "https://arxiv.org/abs/2106.03760")]
public sealed record DSelectK : ExpertSharing
{
    /// <summary>How many experts there are.</summary>
    [Range(2, 1024)]
    public int Experts { get; init; } = 8;

    /// <summary>How many selectors each task's gate has: the most experts that it ends with.</summary>
    [Range(1, 1024)]
    public int Selectors { get; init; } = 2;

    /// <summary>The width of the smooth step: a digit is decided where its logit is further from 0 than half of this.</summary>
    [Range(1e-3, 1e3)]
    public double StepWidth { get; init; } = 1;

    /// <summary>What the entropy of a selector's choice adds to the loss: the more, the sooner it decides.</summary>
    [Range(0, 1e3)]
    public double Entropy { get; init; } = 1e-4;

    private protected override bool GatesMayReadNothing => true;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Message)> Problems()
    {
        if (Selectors > Experts) yield return ("selectors", $"expected at most as many selectors as experts, {Experts}, found {Selectors}. Lower it, or add experts.");
        foreach (var problem in base.Problems()) yield return problem;
    }

    private protected override IReadOnlyList<ExpertLevel> CreateLevels(LevelBuilder builder)
    {
        var groups = new ExpertGroups([.. ExpertGroups.Shared(Experts, "expert")]);
        var readers = builder.GatePerTask(groups);
        return builder.Single(groups, readers, () => new SelectorGates(builder.Store, readers, builder.GateWidth, new SelectorChoice(Experts, Selectors, StepWidth, Entropy)));
    }
}
