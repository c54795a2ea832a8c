using System.Text.Json;
using Polytask.Comparison;
using Polytask.Comparison.Search;
using Polytask.Configuration;
using Polytask.LinearModels;
using Polytask.Metrics;
using Polytask.Runs;

namespace Polytask.Tests.Comparison;

public sealed class ComparerTests : IDisposable
{
    private readonly ToyRun _toy = new(rows: 120, tasks: 2);
    private readonly List<RunNews> _news = [];
    private readonly Clock _clock = new();
    private static readonly JsonSerializerOptions Fields = new() { IncludeFields = true };

    [Fact]
    public async Task A_comparison_leaves_figures_a_report_and_run_files()
    {
        var result = await CompareAsync(new ComparisonOptions { Vary = [Variation.Parse("balancing=mgda")], Seeds = 2, Weights = 2 });
        Assert.Equal(["alone", "run file", "mgda"], result.Contenders.Take(3).Select(one => one.Name));
        Assert.Equal(4, result.Contenders.Count); // of the two weightings one is shown
        Assert.Equal(0, result.Alone.DeltaM);
        Assert.Single(result.Contenders, one => one.Chosen);
        Assert.Equal(result.Contenders.Where(one => !one.Alone).Min(one => one.ValidationDeltaM), result.Chosen!.ValidationDeltaM);
        foreach (var one in result.Contenders) Assert.Equal(["topic", "price"], one.Tasks.Select(task => task.Task));
        Assert.Equal(["topic", "price"], result.Gradients!.Tasks);

        foreach (var file in new[] { "report.html", "comparison.json", "run-file.yaml", "mgda.yaml", "alone-topic.yaml", "alone-price.yaml" })
            Assert.True(File.Exists(Path.Combine(_toy["out"], file)), file);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_toy["out"], "comparison.json"), TestContext.Current.CancellationToken));
        Assert.Equal(4, json.RootElement.GetProperty("contenders").GetArrayLength());
        Assert.Equal("mgda", json.RootElement.GetProperty("contenders")[2].GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_figures_are_those_of_the_runs()
    {
        var result = await CompareAsync(new ComparisonOptions { Seeds = 2, Weights = 0 });
        foreach (var contender in result.Contenders)
            foreach (var (task, t) in contender.Tasks.Select((task, t) => (task, t)))
            {
                var runs = _news.Where(one => one.State == RunState.Done && one.Run.Contender == contender.Name && (one.Run.Task ?? task.Task) == task.Task).Select(one => one.Run);
                var values = runs.Select(run => MetricsFile.Read(Path.Combine(_toy["cache"], Key(run), "metrics.json"))["test"].Single(e => e.Task == task.Task).Metrics[0].Value).ToList();
                Assert.Equal(2, values.Count);
                Assert.Equal(values.Average(), task.Test, 1e-9);
                Assert.Equal(task.Difference, (task.HigherIsBetter ? 1 : -1) * (task.Test - result.Alone.Tasks[t].Test), 1e-9);
                Assert.Equal(task.Verdict, task.Low > 0 ? Verdict.Helped : task.High < 0 ? Verdict.Hurt : Verdict.Undecided);
            }
        var shared = result.Contenders[1];
        Assert.Equal(-100 * shared.Tasks.Zip(result.Alone.Tasks, (s, a) => (s.Test - a.Test) / (a.Metric == "r2" ? 1 - a.Test : a.Test)).Average(), shared.DeltaM!.Value, 1e-9);
    }

    [Fact]
    public async Task Groupings_by_affinity_take_part_and_what_is_recommended_is_tried()
    {
        using var toy = new ToyRun(rows: 120);
        var result = await CompareAsync(toy, new ComparisonOptions { Seeds = 1, Weights = 0, Groups = 3, Fix = true });
        Assert.All(result.Affinity!.Affinities, row => Assert.All(row, value => Assert.True(double.IsFinite(value))));
        for (var most = 2; most <= 3; most++)
            if (TaskGrouping.Best(result.Affinity, most) is { Count: > 1 } groups) Assert.Contains(TaskNames.OfGroups(groups), result.Contenders.Select(one => one.Name));
        // All that was recommended and can be trained was trained.
        Assert.All(result.Recommendations, one => Assert.Null(one.Contender));
        if (result.Fix is { } fix)
        {
            Assert.Equal(result.Chosen!.Name, fix.Name);
            Assert.Equal(result.Given.DeltaM - result.Chosen.DeltaM, fix.Test);
        }
        else Assert.Equal(result.Given, result.Chosen);
    }

    [Fact]
    public async Task Pairs_are_trained_for_their_affinity_alone()
    {
        using var toy = new ToyRun(rows: 120);
        var result = await CompareAsync(toy, new ComparisonOptions { Seeds = 1, Weights = 0, Pairs = true });
        Assert.Equal(["alone", "run file"], result.Contenders.Select(one => one.Name));
        Assert.Equal(["topic with price", "topic with sold", "price with sold"], _news.Where(one => one.State == RunState.Done && one.Run.File.Tasks.Count == 2).Select(one => one.Run.Contender));
        var pair = _news.First(one => one.State == RunState.Done && one.Run.Contender == "price with sold").Run;
        var paired = Experiment.Evaluate(Path.Combine(toy["cache"], Key(pair)), Polytask.Data.Part.Validation, cancellation: TestContext.Current.CancellationToken).Single(e => e.Task == "price").Metrics[0];
        var alone = result.Alone.Tasks[1];
        Assert.Equal((alone.HigherIsBetter ? 1 : -1) * (paired.Value - alone.Validation) / (alone.Metric == "r2" ? 1 - alone.Validation : alone.Validation), result.Affinity!.Affinities[2][1], 1e-9);
        Assert.Equal(double.NaN, result.Affinity.Affinities[1][1]);
    }

    [Fact]
    public async Task The_model_that_leaves_no_task_behind_can_be_used()
    {
        var result = await CompareAsync(new ComparisonOptions { Seeds = 2, Weights = 0, NoTaskLeftBehind = true });
        var delivered = result.Delivered!;
        Assert.Equal(result.Contenders.Single(one => one.Name == delivered.Name).Parameters, delivered.Parameters);
        var metrics = Experiment.Evaluate(Path.Combine(_toy["out"], delivered.Directory), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["topic", "price"], metrics.Select(one => one.Task));
    }

    [Fact]
    public async Task What_was_trained_before_is_not_trained_again_and_the_report_is_the_same()
    {
        var options = new ComparisonOptions { Seeds = 1, Weights = 0 };
        await CompareAsync(options);
        var report = File.ReadAllText(Path.Combine(_toy["out"], "report.html"));
        _news.Clear();
        await CompareAsync(options);
        Assert.All(_news, one => Assert.Equal(RunState.Known, one.State));
        Assert.Equal(report, File.ReadAllText(Path.Combine(_toy["out"], "report.html")));

        // With more to try, the rest alone is trained.
        _news.Clear();
        await CompareAsync(options with { Vary = [Variation.Parse("balancing=mgda")] });
        Assert.Equal(["mgda"], _news.Where(one => one.State == RunState.Begun).Select(one => one.Run.Contender));
    }

    [Fact]
    public async Task Stopped_after_any_run_it_ends_with_the_same_figures()
    {
        var options = new ComparisonOptions { Seeds = 2, Weights = 0 };
        for (var runs = 1; runs < 6; runs += 2)
        {
            using var stop = new CancellationTokenSource();
            var done = 0;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CompareAsync(options with
            {
                Cache = _toy[$"cache {runs}"],
                OnNews = news => { if (news.State == RunState.Done && ++done == runs) stop.Cancel(); },
            }, stop.Token));
            var resumed = await CompareAsync(options with { Cache = _toy[$"cache {runs}"] });
            Assert.Equal(Figures(await CompareAsync(options)), Figures(resumed));
        }

        static string Figures(ComparisonResult result) => JsonSerializer.Serialize(result.Contenders.Select(one => one with { Seconds = 0 }));
    }

    [Fact]
    public async Task Halving_races_weights_and_combinations_and_the_report_says_so()
    {
        var result = await CompareAsync(new ComparisonOptions { Vary = [Variation.Parse("optimiser.learningRate=0.0001,0.01"), Variation.Parse("training.batchSize=4,16")], Seeds = 1, Weights = 4, Search = new SuccessiveHalving() });
        // Three epochs allow two rounds: of four combinations and of four weightings, two each are trained to the end.
        Assert.Equal([4, 2, 4, 2], result.Trials.GroupBy(trial => (trial.Of, trial.Rung)).Select(trials => trials.Count()));
        Assert.Equal([2, 3, 2, 3], result.Trials.GroupBy(trial => (trial.Of, trial.Rung)).Select(trials => trials.Select(trial => trial.Epochs).Distinct().Single()));
        var last = result.Trials.Where(trial => trial.Rung == 2).ToList();
        Assert.Equal(last.Where(trial => trial.Of == "combinations").Select(trial => trial.Name), result.Contenders.Skip(2).Take(2).Select(one => one.Name));
        Assert.Equal(last.Where(trial => trial.Of == "weights").MinBy(trial => trial.ValidationDeltaM)!.Name, Assert.Single(result.Contenders.Skip(4)).Name);
        Assert.All(last, trial => Assert.Equal(trial.ValidationDeltaM, result.Contenders.FirstOrDefault(one => one.Name == trial.Name)?.ValidationDeltaM ?? trial.ValidationDeltaM));
        Assert.Equal(4, result.Weightings);
        var report = File.ReadAllText(Path.Combine(_toy["out"], "report.html"));
        Assert.Contains("12 trials", report);
        Assert.Contains(result.Tuning!.Sentence, report);
        Assert.Equal(result.Given.DeltaM - result.Contenders[^1].DeltaM, result.Tuning.Test);
    }

    [Theory]
    [InlineData("halving")]
    [InlineData("evolution")]
    public async Task A_search_that_was_stopped_after_any_run_ends_with_the_same_result(string search)
    {
        var options = new ComparisonOptions { Seeds = 1, Weights = 5, Search = SearchStrategy.Parse(search) };
        var whole = Figures(await CompareAsync(options));
        var runs = _news.Count(one => one.State == RunState.Done);
        Assert.InRange(runs, 3 + 5, 3 + 5 + 3);
        // Each time one more run is finished, then it is stopped.
        var known = 0;
        for (var stopped = true; stopped; known++)
        {
            using var stop = new CancellationTokenSource();
            stopped = false;
            try
            {
                Assert.Equal(whole, Figures(await CompareAsync(options with { Cache = _toy["stopped"], OnNews = news => { if (news.State == RunState.Done) stop.Cancel(); } }, stop.Token)));
            }
            catch (OperationCanceledException)
            {
                stopped = true;
            }
        }
        Assert.Equal(runs + 1, known);

        static string Figures(ComparisonResult result) => JsonSerializer.Serialize((result.Contenders.Select(one => one with { Seconds = 0 }).ToList(), result.Trials.Select(trial => (trial.Name, trial.Epochs, trial.ValidationDeltaM)).ToList()), Fields);
    }

    [Fact]
    public async Task What_is_finished_within_the_time_is_compared_and_the_rest_is_named()
    {
        var options = new ComparisonOptions { Vary = [Variation.Parse("balancing=mgda,upgrad")], Seeds = 1, Weights = 1 };
        var cut = await CompareAsync(options with { Within = TimeSpan.FromMinutes(4), Clock = _clock, Launcher = new Slow(_clock) });
        Assert.Equal(["alone", "run file", "mgda"], cut.Contenders.Select(one => one.Name));
        Assert.Equal("upgrad", cut.LeftOut[0]);
        Assert.Equal(2, cut.LeftOut.Count);
        Assert.Contains(cut.LeftOutSentence!, File.ReadAllText(Path.Combine(_toy["out"], "report.html")));
        Assert.Null(cut.Tuning);

        // The same again has the same time once more, and comes to the end.
        var whole = await CompareAsync(options with { Within = TimeSpan.FromMinutes(4), Clock = _clock, Launcher = new Slow(_clock) });
        Assert.Empty(whole.LeftOut);
        Assert.Null(whole.LeftOutSentence);
        Assert.Equal(5, whole.Contenders.Count);
    }

    [Fact]
    public async Task Without_time_for_the_tasks_alone_and_the_run_file_nothing_is_compared_and_nothing_lost()
    {
        var options = new ComparisonOptions { Seeds = 1, Weights = 0, Within = TimeSpan.FromMinutes(1), Clock = _clock, Launcher = new Slow(_clock) };
        foreach (var finished in new[] { 1, 2 })
            Assert.Contains($"{finished} of 3 runs are finished. They are kept: the same command goes on.", (await Assert.ThrowsAsync<TrainingException>(() => CompareAsync(options))).Message);
        Assert.Equal(2, (await CompareAsync(options)).Contenders.Count);
    }

    [Fact]
    public async Task A_contender_that_fails_is_shown_and_the_others_go_on()
    {
        var launcher = new Failing(run => run.Contender == "mgda");
        var result = await CompareAsync(new ComparisonOptions { Vary = [Variation.Parse("balancing=mgda")], Seeds = 1, Weights = 0, Launcher = launcher });
        Assert.Equal("it diverged", result.Contenders.Single(one => one.Name == "mgda").Failure);
        Assert.Contains("it diverged", File.ReadAllText(Path.Combine(_toy["out"], "report.html")));
        Assert.Equal("run file", result.Chosen!.Name);
    }

    [Fact]
    public async Task Without_the_tasks_alone_there_is_nothing_to_compare_with() =>
        Assert.Contains("alone: topic, seed 1  could not be trained", (await Assert.ThrowsAsync<TrainingException>(
            () => CompareAsync(new ComparisonOptions { Seeds = 1, Weights = 0, Launcher = new Failing(run => run.Task == "topic") }))).Message);

    [Fact]
    public async Task One_task_cannot_be_compared()
    {
        using var toy = new ToyRun(tasks: 1);
        Assert.Contains("expected two tasks or more", (await Assert.ThrowsAsync<ConfigurationException>(() => CompareAsync(toy, new ComparisonOptions()))).Message);
    }

    [Fact]
    public async Task Linear_models_of_tasks_that_a_column_names_are_compared()
    {
        using var run = new LinearRun(new MeanRegularised { Strengths = 5 });
        var result = await CompareAsync(run.File, name => run[name], new ComparisonOptions { Vary = [Variation.Parse("linear=trace_norm")], Seeds = 1, Weights = 2 });
        Assert.Equal(["alone", "run file", "trace_norm"], result.Contenders.Select(one => one.Name));
        string[] tasks = [.. from column in new[] { "score", "pass" } from school in Enumerable.Range(9, LinearRun.Schools) select $"{column}/{school}"];
        foreach (var one in result.Contenders)
        {
            Assert.Equal(tasks, one.Tasks.Select(task => task.Task));
            Assert.All(one.Tasks, task => Assert.True(double.IsFinite(task.Test + task.Validation)));
        }
        // What stands for the tasks alone are the figures of the runs of the ridge penalty.
        var alone = _news.Single(one => one.State == RunState.Done && one.Run.Task == "pass").Run;
        var measured = Experiment.Evaluate(Path.Combine(run["cache"], Key(alone)), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(measured.Select(one => one.Metrics[0].Value), result.Alone.Tasks.Skip(LinearRun.Schools).Select(task => task.Test));
        Assert.Empty(result.Overfitting);
        Assert.All(result.Recommendations.Select(one => one.RunFile).OfType<string>(), file => RunFileReader.Read(Path.Combine(run["out"], file), []));
        Assert.True(File.Exists(Path.Combine(run["out"], "alone-score.yaml")));
    }

    [Fact]
    public async Task Without_validation_rows_nothing_can_be_chosen() =>
        Assert.Contains("split: expected validation rows to choose on", (await Assert.ThrowsAsync<ConfigurationException>(
            () => CompareAsync(new ComparisonOptions { Set = ["split={kind: hashed, key: part, validationOneIn: 0}"] }))).Message);

    public void Dispose() => _toy.Dispose();

    private Task<ComparisonResult> CompareAsync(ComparisonOptions options, CancellationToken? stop = null) => CompareAsync(_toy, options, stop);

    private Task<ComparisonResult> CompareAsync(ToyRun toy, ComparisonOptions options, CancellationToken? stop = null) => CompareAsync(toy.File, name => toy[name], options, stop);

    private Task<ComparisonResult> CompareAsync(RunFile file, Func<string, string> path, ComparisonOptions options, CancellationToken? stop = null)
    {
        File.WriteAllText(path("compare.yaml"), RunFileWriter.Write(file));
        return Experiment.CompareAsync(path("compare.yaml"), options with
        {
            Directory = path("out"),
            Cache = options.Cache ?? path("cache"),
            OnNews = options.OnNews ?? (news => { lock (_news) _news.Add(news); }),
        }, stop ?? TestContext.Current.CancellationToken);
    }

    private string Key(PlannedRun run) => run.Key(Polytask.Training.PreparedData.Load(run.File.Data, TestContext.Current.CancellationToken).Fingerprint(), null);

    /// <summary>A launcher by whose clock every run takes a minute.</summary>
    private sealed class Slow(Clock clock) : IRunLauncher
    {
        private readonly InProcessLauncher _trains = new();

        public async Task<long> TrainAsync(PlannedRun run, string directory, int threads, CancellationToken cancellation)
        {
            var taken = await _trains.TrainAsync(run, directory, threads, cancellation);
            clock.Advance(TimeSpan.FromMinutes(1));
            return taken;
        }
    }

    private sealed class Failing(Predicate<PlannedRun> fails) : IRunLauncher
    {
        private readonly InProcessLauncher _trains = new();

        public Task<long> TrainAsync(PlannedRun run, string directory, int threads, CancellationToken cancellation) =>
            fails(run) ? throw new TrainingException("it diverged") : _trains.TrainAsync(run, directory, threads, cancellation);
    }
}
