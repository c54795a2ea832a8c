using Polytask.Catalog;

namespace Polytask.Optimisation;

/// <summary>Falls to 0 along half a cosine.</summary>
[Kind("cosine", Paper = "Loshchilov, Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017", Url = "https://arxiv.org/abs/1608.03983")]
public sealed record CosineSchedule : ScheduleOptions
{
    /// <inheritdoc/>
    protected override double Factor(double done) => (1 + Math.Cos(Math.PI * done)) / 2;
}
