using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class StepPreferenceTests
{
    [Fact]
    public void Proportions_stay_and_the_mean_is_1() => Gen.Select(Gen.Double[0.01, 100].Array[5], Gen.Bool.Array[5]).ForAll((preference, present) =>
    {
        int[] tasks = [.. Enumerable.Range(0, 5).Where(task => present[task])];
        if (tasks.Length == 0) return;
        var numbers = new double[tasks.Length];
        StepPreference.Fill(preference, tasks, numbers);
        Assert.Equal(1, numbers.Average(), 1e-14); // Rounding.
        for (var i = 0; i < tasks.Length; i++) Assert.Equal(preference[tasks[i]] / preference[tasks[0]], numbers[i] / numbers[0], 1e-14 * preference[tasks[i]] / preference[tasks[0]]);
    });
}
