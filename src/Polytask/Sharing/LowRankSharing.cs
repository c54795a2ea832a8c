using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Low-rank adaptation: one trunk for all tasks, to whose dense stages each task adds a product of two narrow matrices of its own. The second begins at zero, so
/// that training begins with hard sharing. With <c>sharedRank</c> all tasks add one such product too (Agiza, Neseem, Reda, MTLoRA, CVPR 2024).
/// </summary>
[Kind("lora", Paper = "Hu, Shen, Wallis, Allen-Zhu, Li, Wang, Wang, Chen, LoRA: Low-Rank Adaptation of Large Language Models, ICLR 2022", Url = "https://arxiv.org/abs/2106.09685")]
public sealed record LowRankSharing : AdaptedSharing
{
    /// <summary>The rank of what each task adds: numbers per row between its two matrices.</summary>
    [Range(1, 4096)]
    public int Rank { get; init; } = 8;

    /// <summary>The strength of what is added, which counts alpha / rank.</summary>
    [Range(1e-3, 1e4)]
    public double Alpha { get; init; } = 8;

    /// <summary>The rank of what all tasks add together; 0 means nothing.</summary>
    [Range(0, 4096)]
    public int SharedRank { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Message)> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Trunk.Any(stage => stage.IsTrained) && !Trunk.Any(stage => stage.HasLinear))
            yield return ("trunk", $"'{Name}' adds to linear layers: expected at least one stage that has one, such as dense, found none. Add one, or choose kind: adapters.");
    }

    private protected override Block CreateStage(ParameterStore store, StageOptions stage, string name, IReadOnlyList<string> tasks, RowShape input)
    {
        return stage.HasLinear ? stage.CreateBeside(store, name, TrunkOwner, input, Beside) : new SharedRows(stage.Create(store, name, TrunkOwner, input));

        Block Beside(Block linear)
        {
            if (SharedRank > 0) linear = new Sum(linear, Product([new StackMember($"{name}.lora", ParameterStore.Shared, 1)], linear.OutputWidth, SharedRank), Alpha / SharedRank);
            return new Sum(new SharedRows(linear), Product(PerTask($"{name}.lora", tasks), linear.OutputWidth, Rank), Alpha / Rank);
        }

        Chain Product(StackMember[] members, int outputWidth, int rank) => new(input,
        [
            new LinearBank(store, Named(members, "down"), input.Numbers, rank, hasBias: false, _ => Initialisers.Normal(1 / Math.Sqrt(input.Numbers))),
            new LinearBank(store, Named(members, "up"), rank, outputWidth, hasBias: false, _ => Initialisers.Zero),
        ]);
    }
}
