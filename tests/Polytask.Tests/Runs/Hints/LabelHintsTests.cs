using Polytask.Runs;
using Polytask.Runs.Hints;

namespace Polytask.Tests.Runs.Hints;

public sealed class LabelHintsTests
{
    [Fact]
    public void Enough_labels_that_agree_leave_nothing_to_say() => Assert.Empty(Hints(Task("a", 100, 30), Task("b", 5000, 0, contradictions: 49), Task("c", 200, 60, contradictions: 2)));

    [Fact]
    public void Labels_that_contradict_each_other_are_counted() => Assert.Equal(
        ["Training labels contradict those of rows with the same inputs, so no model can be right on all: c at least 9 of 90 (10.0 %) and b at least 50 of 5,000 (1.0 %). Correct them, or add an input that tells these rows apart."],
        Hints(Task("a", 100, 30, contradictions: 2), Task("b", 5000, 30, contradictions: 50), Task("c", 90, 30, contradictions: 9))[..1]);

    [Fact]
    public void Numbers_that_differ_where_inputs_do_not_limit_what_can_be_explained() => Assert.Equal(
        ["Training labels of rows with the same inputs spread, and no model can explain that part of their variance: c 20 % and b 13 %. Correct them, or add an input that tells these rows apart."],
        Hints(Task("a", 100, 30) with { Unexplained = 0.049 }, Task("b", 5000, 30) with { Unexplained = 0.13 }, Task("c", 5000, 30) with { Unexplained = 0.2 }));

    [Fact]
    public void Few_training_labels_are_listed_the_fewest_first()
    {
        Assert.Equal(
            ["Fewer than 100 training labels: b 12 and a 99. Label more rows, let these tasks share with related ones that have more, or hold the model back with dropout or a smaller trunk."],
            Hints(Task("a", 99, 30), Task("b", 12, 30), Task("c", 100, 30)));
        Assert.StartsWith("Fewer than 100 training labels: t0 50, t1 51, t2 52, t3 53 and 3 more tasks.", Hints([.. Enumerable.Range(0, 7).Select(task => Task($"t{task}", 50 + task, 40))]).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Few_validation_labels_come_with_how_little_they_can_tell() => Assert.Equal(
        // 0.98 / √16
        ["Fewer than 30 validation labels: b 16 and a 29. With 16 an accuracy near one half is known to ±25 points, and epochs and models are chosen by it. Make the split's share of validation rows larger."],
        Hints(Task("a", 100, 29), Task("b", 100, 16), Task("none", 100, 0)));

    [Fact]
    public void A_linear_model_is_made_for_few_labels() =>
        Assert.Empty(LabelHints.Of(SampleRun.Started() with { Tasks = [Task("a", 12, 2)], Balancing = "" }));

    private static string[] Hints(params TaskData[] tasks) => [.. LabelHints.Of(SampleRun.Started() with { Tasks = tasks, Balancing = "equal" })];

    private static TaskData Task(string name, long training, long validation, long contradictions = 0) => new(name, "classification", training, validation, 50, 0, null, 1, contradictions);
}
