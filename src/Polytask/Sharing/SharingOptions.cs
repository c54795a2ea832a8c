using Polytask.Catalog;

namespace Polytask.Sharing;

/// <summary>How tasks share parameters.</summary>
[Family("sharing", "sharing architecture")]
public abstract record SharingOptions
{
    /// <summary>The stages of the trunk, from the inputs to the heads.</summary>
    public IReadOnlyList<StageOptions> Trunk { get; init; } = [];
}
