using Polytask.Catalog;

namespace Polytask.Optimisation;

/// <summary>Stays as it is.</summary>
[Kind("constant")]
public sealed record ConstantSchedule : ScheduleOptions
{
    /// <inheritdoc/>
    protected override double Factor(double done) => 1;
}
