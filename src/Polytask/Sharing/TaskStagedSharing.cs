using Polytask.Catalog;

namespace Polytask.Sharing;

/// <summary>Sharing that makes several blocks side by side of the trunk's stages, with stages of each task behind them.</summary>
public abstract record TaskStagedSharing : SharingOptions, IConstrained
{
    /// <summary>Stages of each task by itself, between the trunk and its head.</summary>
    public IReadOnlyList<StageOptions> TaskStages { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<StageOptions> Stages => [.. Trunk, .. TaskStages];

    /// <inheritdoc/>
    public override IReadOnlyList<StageOptions> OwnStages => TaskStages;

    /// <summary>What run files call it.</summary>
    private protected string Name => Kinds.Of(GetType()).Name;

    /// <inheritdoc/>
    public virtual IEnumerable<(string Key, string Message)> Problems()
    {
        if (!Trunk.Any(stage => stage.IsTrained))
            yield return ("trunk", $"'{Name}' needs a trunk with a stage that is trained: expected at least one, found none. Add one, such as dense, or choose kind: hard.");
    }
}
