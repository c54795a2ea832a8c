using Polytask.Comparison;

namespace Polytask.Tests.Comparison;

public sealed class AdviceTests
{
    [Fact]
    public void The_best_on_validation_rows_is_advised_first_then_a_model_of_its_own_for_whom_it_hurts()
    {
        var advice = Advice.Of([Contender("alone", false, 0), Contender("run file", false, -0.5), Contender("mgda", true, -2)], ["b"], new Dictionary<string, int> { ["a"] = 3 });
        Assert.Equal(3, advice.Count);
        Assert.Equal("mgda.yaml", advice[0].RunFile);
        Assert.Contains("Δm -2.00 % against -0.50 %", advice[0].Text);
        Assert.Equal(Advice.AloneFile("b"), advice[1].RunFile);
        Assert.Contains("epoch 3", advice[2].Text);
    }

    [Fact]
    public void A_run_file_that_is_the_best_and_hurts_nobody_needs_no_advice() => Assert.Empty(Advice.Of([Contender("alone", false, 0), Contender("run file", true, -1)], [], new Dictionary<string, int>()));

    private static ContenderResult Contender(string name, bool chosen, double validation) => new(
        name, false, chosen, 0, validation, 1, 1, 1, $"{name}.yaml", []);
}
