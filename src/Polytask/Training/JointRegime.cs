using Polytask.Catalog;

namespace Polytask.Training;

/// <summary>Every step trains all tasks.</summary>
[Kind("joint")]
public sealed record JointRegime : RegimeOptions;
