namespace Polytask.Sharing;

/// <summary>A trunk as levels, for kinds that do something behind every stage that is trained.</summary>
internal static class TrunkLevels
{
    /// <summary>For each trained stage its place, and the stages of its level: with the untrained ones behind it, and before it where it is the first.</summary>
    public static IReadOnlyList<(int Stage, Range Stages)> Of(IReadOnlyList<StageOptions> trunk)
    {
        var trained = trunk.Index().Where(stage => stage.Item.IsTrained).Select(stage => stage.Index).ToArray();
        return [.. trained.Select((stage, level) => (stage, new Range(level == 0 ? 0 : stage, level + 1 < trained.Length ? trained[level + 1] : trunk.Count)))];
    }
}
