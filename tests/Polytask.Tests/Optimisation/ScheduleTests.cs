using CsCheck;
using Polytask.Catalog;
using Polytask.Optimisation;

namespace Polytask.Tests.Optimisation;

public sealed class ScheduleTests
{
    private static readonly Gen<(double WarmUp, int Steps)> Runs = Gen.Select(Gen.OneOf(Gen.Const(0.0), Gen.Const(1.0), Gen.Double[0, 1]), Gen.Int[1, 300]);

    public static TheoryData<ScheduleOptions> Schedules =>
        [.. Kinds.Of(typeof(LinearSchedule)).Family.Kinds.Select(kind => (ScheduleOptions)Activator.CreateInstance(kind.Options)!)];

    [Theory, MemberData(nameof(Schedules))]
    public void The_rate_rises_during_the_warm_up_and_never_afterwards(ScheduleOptions schedule) => Runs.ForAll(run =>
    {
        var warming = schedule with { WarmUp = run.WarmUp };
        var before = 0.0;
        for (var step = 0; step <= run.Steps; step++)
        {
            var factor = warming.At(step, run.Steps);
            Assert.InRange(factor, 0, 1);
            if (step < run.WarmUp * run.Steps) Assert.True(factor >= before, "It falls during the warm-up.");
            else if (step > run.WarmUp * run.Steps + 1) Assert.True(factor <= before, "It rises after the warm-up.");
            before = factor;
        }
    }, iter: 200);

    [Theory, MemberData(nameof(Schedules))]
    public void The_first_step_after_the_warm_up_has_the_whole_rate(ScheduleOptions schedule)
    {
        Assert.Equal(1, schedule.At(0, 100));
        var warming = schedule with { WarmUp = 0.1 };
        Assert.Equal(0.1, warming.At(0, 100), 1e-12);
        Assert.Equal(1, warming.At(9, 100), 1e-12);
        Assert.Equal(1, warming.At(10, 100));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 0.5)]
    [InlineData(100, 0)]
    public void Linear_falls_to_zero(long step, double factor) => Assert.Equal(factor, new LinearSchedule().At(step, 100), 1e-12);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(25, 0.853553390593273762)] // (1 + cos(π/4)) / 2
    [InlineData(50, 0.5)]
    [InlineData(100, 0)]
    public void Cosine_falls_along_half_a_cosine(long step, double factor) => Assert.Equal(factor, new CosineSchedule().At(step, 100), 1e-12);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(32, 1)]
    [InlineData(34, 0.1)]
    [InlineData(67, 0.01)]
    [InlineData(100, 0.01)]
    public void Step_multiplies_at_equal_shares(long step, double factor) => Assert.Equal(factor, new StepSchedule { By = 0.1, Times = 2 }.At(step, 100), 1e-12);

    [Fact]
    public void Constant_stays() => Assert.All(Enumerable.Range(0, 100), step => Assert.Equal(1, new ConstantSchedule().At(step, 100)));
}
