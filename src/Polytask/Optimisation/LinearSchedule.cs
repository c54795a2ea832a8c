using Polytask.Catalog;

namespace Polytask.Optimisation;

/// <summary>Falls linearly to 0.</summary>
[Kind("linear")]
public sealed record LinearSchedule : ScheduleOptions
{
    /// <inheritdoc/>
    protected override double Factor(double done) => 1 - done;
}
