using Polytask.Balancing;
using Polytask.Comparison;
using Polytask.Metrics;
using Polytask.Runs;
using Polytask.Runs.Hints;
using Polytask.Sharing;
using Polytask.Training;

namespace Polytask.Tests.Comparison;

public sealed class AdviceTests
{
    [Fact]
    public void What_is_known_to_bring_most_comes_first()
    {
        var plan = Plan();
        var advice = new Advice(plan, [Result("alone", false, 0), Result("run file", false, -0.5), Result("mgda", true, -2)], ["price"], null, RunHints.None with { Overfit = [new OverfitTask("topic", 3, 0.5, 0.75, 0.1)] }).Recommendations();
        // price loses 0.2 of 2 alone, a tenth, and is one of three tasks.
        Assert.Equal([3.33, 1.5, null, null], advice.Select(one => one.Expected is { } percent ? Math.Round(percent, 2) : (double?)null));
        Assert.Equal(["topic-sold-price.yaml", "mgda.yaml", "best-epoch-per-task.yaml", null], advice.Select(one => one.RunFile));
        Assert.Contains("Δm -2.00 % against -0.50 %", advice[1].Text);
        Assert.Contains("epoch 3", advice[2].Text);
        Assert.Equal([["topic", "sold"], ["price"]], Assert.IsType<Branched>(advice[0].Contender!.File.Sharing).Groups);
        Assert.Null(advice[1].Contender);
        Assert.Equal(Keep.BestPerTask, advice[2].Contender!.File.Training.Keep);
    }

    [Fact]
    public void Tasks_that_do_each_other_good_are_grouped()
    {
        var affinity = new TaskAffinity(["topic", "price", "sold"], [[0, -1, 2], [-1, 0, -1], [2, -1, 0]]);
        var only = Assert.Single(new Advice(Plan(), [Result("alone", false, 0), Result("run file", true, -1)], [], affinity, RunHints.None).Recommendations());
        Assert.Equal("topic + sold | price", only.Contender!.Name);
        Assert.Empty(new Advice(Plan().With([only.Contender]), [Result("alone", false, 0), Result("run file", true, -1)], [], affinity, RunHints.None).Recommendations());
    }

    [Fact]
    public void A_run_file_that_is_the_best_and_hurts_nobody_needs_no_advice() =>
        Assert.Empty(new Advice(Plan(), [Result("alone", false, 0), Result("run file", true, -1)], [], null, RunHints.None).Recommendations());

    [Fact]
    public void A_task_that_dominates_is_answered_with_a_balancing_method_and_doubts_about_labels_stay_words()
    {
        ContenderResult[] results = [Result("alone", false, 0), Result("run file", true, -1)];
        var hints = RunHints.None with { Dominant = new DominantTask("price", 0.9, 18, 1, 40), Labels = ["Label more rows."] };
        var advice = new Advice(Plan(), results, [], null, hints).Recommendations();
        Assert.Equal([hints.Dominant!.Sentence, "Label more rows."], advice.Select(one => one.Text));
        Assert.Equal("imtl_g.yaml", advice[0].RunFile);
        Assert.IsType<ImtlG>(advice[0].Contender!.File.Balancing);
        // Once it was trained, its figures say it.
        Assert.Equal(["Label more rows."], new Advice(Plan().With([advice[0].Contender!]), results, [], null, hints).Recommendations().Select(one => one.Text));
    }

    private static ComparisonPlan Plan()
    {
        using var run = new ToyRun();
        return ComparisonPlan.Of((_, _) => run.File, new ComparisonOptions { Weights = 0 });
    }

    private static ContenderResult Result(string name, bool chosen, double validation) => new(
        name, name == "alone", chosen, 0, validation, 1, 1, 1, $"{name}.yaml",
        [.. new[] { "topic", "price", "sold" }.Select(task => new TaskResult(task, "accuracy", true, 1, 0, chosen && task == "price" ? 1.8 : 2, 0, null, null, Verdict.Undecided, []))]);
}
