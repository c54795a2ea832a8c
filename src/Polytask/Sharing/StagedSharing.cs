namespace Polytask.Sharing;

/// <summary>Several blocks side by side of the trunk's stages, all of which read the same, behind stages that all tasks share.</summary>
public abstract record StagedSharing : TaskStagedSharing
{
    /// <summary>Stages that all tasks share, between the inputs and the trunk.</summary>
    public IReadOnlyList<StageOptions> SharedStages { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<StageOptions> Stages => [.. SharedStages, .. base.Stages];
}
