using Polytask.Balancing;
using Polytask.Comparison;
using Polytask.Configuration;
using Polytask.LinearModels;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Training;

namespace Polytask.Tests.Comparison;

public sealed class ComparisonPlanTests
{
    private const string Fingerprint = "0123";

    [Fact]
    public void Every_combination_is_tried_beside_the_run_file_and_the_tasks_alone()
    {
        var plan = Plan(new ComparisonOptions { Vary = [Variation.Parse("balancing=equal,mgda"), Variation.Parse("training=joint,alternating")], Seeds = 2 });
        // equal with joint training is the run file itself.
        Assert.Equal(["alone", "run file"], plan.Contenders.Select(one => one.Name));
        Assert.Equal(["equal, alternating", "mgda, joint", "mgda, alternating"], plan.Variants.Select(one => one.Name));
        Assert.IsType<AlternatingRegime>(plan.Variants[0].File.Training);
        Assert.Equal(7, plan.Variants[0].File.Training.Epochs);
        plan = plan.With(plan.Variants);
        Assert.Equal([1, 2], plan.Seeds);
        Assert.Equal(2 * (3 + 4), plan.Runs.Count);
        Assert.Distinct(plan.Runs.Select(run => run.Key(Fingerprint, null)));
    }

    [Fact]
    public void A_task_alone_is_given_no_other()
    {
        using var run = new ToyRun();
        var file = run.File with { Tasks = new Dictionary<string, TaskOptions> { ["sold"] = new BinaryTask(), ["stars"] = new BinaryTask { Given = "sold", PositiveWeight = 2 } } };
        Assert.Equal([new BinaryTask(), new BinaryTask { PositiveWeight = 2 }], Contender.OfAlone(file).Runs(1).Select(planned => planned.File.Tasks.Values.Single()));
    }

    [Fact]
    public void A_task_alone_has_the_trunk_and_the_budget_and_nothing_of_the_other_tasks()
    {
        var plan = Plan(new ComparisonOptions { Set = ["balancing=mgda", "training.kind=sequential", "training.batchSize=9"], Seeds = 1 });
        var alone = plan.Runs.Where(run => run.Task is not null).ToList();
        Assert.Equal(["topic", "price", "sold"], alone.Select(run => run.Task));
        foreach (var run in alone)
        {
            Assert.Equal([run.Task!], run.File.Tasks.Keys);
            Assert.Equal(plan.File.Sharing.Trunk, Assert.IsType<HardSharing>(run.File.Sharing).Trunk);
            Assert.IsType<Equal>(run.File.Balancing);
            Assert.Equal((7, 9), Assert.IsType<JointRegime>(run.File.Training) is var regime ? (regime.Epochs, regime.BatchSize) : default);
            Assert.Equal(run.File.Name, RunFileReader.Check(run.File).Name);
        }
    }

    [Fact]
    public void Short_runs_of_different_contenders_stay_apart_and_are_not_compared()
    {
        var plan = Plan(new ComparisonOptions());
        // Half of the one is the whole of the other.
        var more = plan.With([plan.Given.ShortenedTo(3), new Contender("three", plan.File with { Training = plan.File.Training with { Epochs = 3 } })]);
        Assert.Equal(["alone", "run file", "run file, 3 epochs", "three"], more.Contenders.Select(one => one.Name));
        Assert.Equal([true, true, false, true], more.Contenders.Select(one => one.IsComparable));
        Assert.Equal(more.Contenders[2].Runs(1).Single().Key(Fingerprint, null), more.Contenders[3].Runs(1).Single().Key(Fingerprint, null));
    }

    [Fact]
    public void Names_and_paths_do_not_change_a_key_but_data_seed_and_options_do()
    {
        var run = Plan(new ComparisonOptions()).Runs[^1];
        Assert.Equal(run.Key(Fingerprint, null), (run with { File = run.File with { Name = "other" } }).Key(Fingerprint, null));
        Assert.Equal(run.Key(Fingerprint, "89ab"), (run with { File = run.File with { Start = "elsewhere" } }).Key(Fingerprint, "89ab"));
        Assert.NotEqual(run.Key(Fingerprint, null), run.Key("4567", null));
        Assert.NotEqual(run.Key(Fingerprint, "89ab"), run.Key(Fingerprint, "cdef"));
        Assert.NotEqual(run.Key(Fingerprint, null), (run with { File = run.File with { Seed = 99 } }).Key(Fingerprint, null));
        Assert.NotEqual(run.Key(Fingerprint, null), (run with { File = run.File with { Training = run.File.Training with { Epochs = 8 } } }).Key(Fingerprint, null));
    }

    [Fact]
    public void A_task_of_a_linear_model_alone_has_a_penalty_that_holds_nothing_together()
    {
        using var run = new LinearRun(new TraceNorm { Strength = 3, Steps = 7 });
        var file = run.File with { Tasks = new Dictionary<string, TaskOptions> { ["score"] = new RegressionTask(), ["pass"] = new BinaryTask() } };
        var plan = ComparisonPlan.Of((_, _) => file, new ComparisonOptions { Weights = 2 });
        Assert.Equal(["alone", "run file"], plan.Contenders.Select(one => one.Name));
        Assert.All(plan.Alone.Runs(1), alone => Assert.Equal(new Ridge { Steps = 7 }, RunFileReader.Check(alone.File).Linear));
        Assert.Equal(file.Linear, RunFileReader.Check(plan.Given.File).Linear);
    }

    [Fact]
    public void Tasks_of_a_network_that_a_column_names_cannot_be_compared()
    {
        using var run = new LinearRun();
        Assert.StartsWith("tasks.score.forEach: expected tasks that are named one by one",
            Assert.Throws<ConfigurationException>(() => ComparisonPlan.Of((_, _) => run.File with { Linear = null }, new ComparisonOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Linear_tasks_that_a_column_names_are_solved_alone_in_one_run()
    {
        using var run = new LinearRun();
        var plan = ComparisonPlan.Of((_, _) => run.File, new ComparisonOptions());
        Assert.Equal(["score", "pass"], plan.Alone.Runs(1).Select(alone => alone.Task));
        Assert.All(plan.Alone.Runs(1), alone => Assert.IsType<Ridge>(RunFileReader.Check(alone.File).Linear));
    }

    private static ComparisonPlan Plan(ComparisonOptions options)
    {
        using var run = new ToyRun();
        var yaml = RunFileWriter.Write(run.File with { Training = new JointRegime { Epochs = 7, BatchSize = 8 }, Balancing = new Equal() });
        // Options that only one regime has would not fit another.
        return ComparisonPlan.Of((set, varied) => RunFileReader.Parse(yaml, "run.yaml", ".", set, varied), options);
    }
}
