using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Optimisation;

/// <summary>Is multiplied by a factor at regular shares of the run.</summary>
[Kind("step")]
public sealed record StepSchedule : ScheduleOptions
{
    /// <summary>The factor.</summary>
    [Range(1e-6, 1)]
    public double By { get; init; } = 0.5;

    /// <summary>How many times the factor is applied in the whole run.</summary>
    [Range(1, 1000)]
    public int Times { get; init; } = 2;

    /// <inheritdoc/>
    protected override double Factor(double done) => Math.Pow(By, Math.Min(Times, Math.Floor(done * (Times + 1))));
}
