using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Optimisation;

/// <summary>How the learning rate changes over a run.</summary>
[Family("schedule", "learning-rate schedule")]
public abstract record ScheduleOptions
{
    /// <summary>The share of all steps over which the rate rises linearly from 0.</summary>
    [Range(0, 1)]
    public double WarmUp { get; init; }

    /// <summary>The factor of the learning rate after the warm-up, for a share of the run done in [0, 1].</summary>
    protected abstract double Factor(double done);

    /// <summary>The factor of the learning rate at a step counted from 0.</summary>
    public double At(long step, long steps)
    {
        var done = steps > 0 ? Math.Min(1, (double)step / steps) : 0;
        var warm = WarmUp * steps;
        return step < warm ? (step + 1) / Math.Max(1, warm) : Factor(WarmUp < 1 ? (done - WarmUp) / (1 - WarmUp) : 1);
    }
}
