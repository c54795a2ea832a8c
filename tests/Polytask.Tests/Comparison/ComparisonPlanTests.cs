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
        var plan = Plan(new ComparisonOptions { Vary = [Variation.Parse("balancing=equal,mgda"), Variation.Parse("training=joint,alternating")], Seeds = 2, Weights = 1 });
        // equal with joint training is the run file itself.
        Assert.Equal(["alone", "run file", "equal, alternating", "mgda, joint", "mgda, alternating"], plan.Contenders.Take(5).Select(one => one.Name));
        Assert.True(plan.Contenders[5].Tuning);
        Assert.Equal([1, 2], plan.Seeds);
        Assert.Equal(2 * (3 + 5), plan.Runs.Count);
        Assert.IsType<AlternatingRegime>(plan.Contenders[2].File.Training);
        Assert.Equal(7, plan.Contenders[2].File.Training.Epochs);
        Assert.Distinct(plan.Runs.Select(run => run.Key(Fingerprint)));
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
    public void Weights_have_a_mean_of_one()
    {
        var weights = Plan(new ComparisonOptions { Weights = 4 }).Contenders.Where(one => one.Tuning).Select(one => Assert.IsType<Constant>(one.File.Balancing).Weights!).ToList();
        Assert.Equal(4, weights.Count);
        Assert.All(weights, one => Assert.Equal(1, one.Values.Average(), 1e-3)); // rounded to three decimals
        Assert.Distinct(weights.Select(one => one["topic"]));
    }

    [Fact]
    public void Names_and_paths_do_not_change_a_key_but_data_seed_and_options_do()
    {
        var run = Plan(new ComparisonOptions()).Runs[^1];
        Assert.Equal(run.Key(Fingerprint), (run with { File = run.File with { Name = "other" } }).Key(Fingerprint));
        Assert.NotEqual(run.Key(Fingerprint), run.Key("4567"));
        Assert.NotEqual(run.Key(Fingerprint), (run with { File = run.File with { Seed = 99 } }).Key(Fingerprint));
        Assert.NotEqual(run.Key(Fingerprint), (run with { File = run.File with { Training = run.File.Training with { Epochs = 8 } } }).Key(Fingerprint));
    }

    [Fact]
    public void One_task_cannot_be_compared()
    {
        using var run = new ToyRun(tasks: 1);
        Assert.Contains("expected two tasks or more", Assert.Throws<ConfigurationException>(() => ComparisonPlan.Of((_, _) => run.File, new ComparisonOptions())).Message);
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
    public void Tasks_named_by_a_column_cannot_be_compared()
    {
        using var run = new LinearRun();
        Assert.StartsWith("tasks.score.forEach: expected tasks that are named one by one",
            Assert.Throws<ConfigurationException>(() => ComparisonPlan.Of((_, _) => run.File, new ComparisonOptions())).Message, StringComparison.Ordinal);
    }

    private static ComparisonPlan Plan(ComparisonOptions options)
    {
        using var run = new ToyRun();
        var yaml = RunFileWriter.Write(run.File with { Training = new JointRegime { Epochs = 7, BatchSize = 8 }, Balancing = new Equal() });
        // Options that only one regime has would not fit another.
        return ComparisonPlan.Of((set, varied) => RunFileReader.Parse(yaml, "run.yaml", ".", set, varied), options);
    }
}
