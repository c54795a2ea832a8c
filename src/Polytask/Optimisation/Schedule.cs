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
        var warm = WarmUp * steps;
        if (step < warm) return Math.Min(1, (step + 1) / warm);
        return Factor(warm < steps ? Math.Clamp((step - warm) / (steps - warm), 0, 1) : 1);
    }
}
