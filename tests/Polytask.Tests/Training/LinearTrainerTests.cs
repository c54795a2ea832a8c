using CsCheck;
using Polytask.Data;
using Polytask.Features;
using Polytask.Inference;
using Polytask.LinearModels;
using Polytask.Runs;
using Polytask.Tasks;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class LinearTrainerTests
{
    [Fact]
    public void A_run_has_an_epoch_for_each_strength_and_ends_with_the_one_of_the_least_validation_loss()
    {
        using var run = new LinearRun();
        var events = new List<RunEvent>();
        var result = run.Train("run", events.Add);
        var epochs = events.OfType<EpochCompleted>().ToArray();
        Assert.Equal(5, epochs.Length);
        var best = epochs.MaxBy(epoch => epoch.Score)!;
        Assert.Equal(best.Epoch, result.BestEpoch);
        // All tasks have as many validation rows.
        Assert.All(epochs, epoch => Assert.Equal(-epoch.Tasks.Average(task => task.ValidationLoss!.Value), epoch.Score!.Value, 1e-6)); // outputs are in single precision
        Assert.Contains("has the least loss on validation rows, of 5 from", Assert.Single(events.OfType<Notice>()).Message, StringComparison.Ordinal);
        Assert.Equal("mean_regularised", events.OfType<RunStarted>().Single().Regime);
        Assert.True(epochs[^1].Tasks.Average(task => task.TrainingLoss) < epochs[0].Tasks.Average(task => task.TrainingLoss));
    }

    [Fact]
    public void Its_model_is_saved_measured_and_used_like_any_other()
    {
        using var run = new LinearRun();
        var result = run.Train("run");
        Assert.Equal(result.Test.Select(task => task.Loss), Experiment.Evaluate(run["run"], cancellation: TestContext.Current.CancellationToken).Select(task => task.Loss));
        Assert.True(result.Test.Single(task => task.Task == "score/9").Metrics[0].Value > 0.8);
        using var predictor = Predictor.Load(Path.Combine(run["run"], "model"));
        Assert.Equal(["age", "tests"], predictor.Columns);
        var prediction = predictor.Predict([new Dictionary<string, string?> { ["age"] = "0", ["tests"] = "1" }])[0];
        Assert.InRange(prediction["score/12"].Values[0], 56, 60);
        Assert.Equal("yes", prediction["pass/12"].Label);
    }

    [Fact]
    public void The_saved_weights_are_the_solution()
    {
        using var run = new LinearRun(new Ridge { Strength = 2, Tolerance = 1e-9 });
        run.Train("run");
        var stop = TestContext.Current.CancellationToken;
        var data = PreparedData.Fit(PreparedData.Load(run.File.Data, stop), run.File.Split, run.File.Inputs, run.File.Tasks, stop);
        using var model = SavedModel.Read(Path.Combine(run["run"], "model"));
        var parameters = Polytask.Models.ParameterSnapshot.Take(model.Networks[0].Network.Parameters).Arrays;
        for (var t = 0; t < data.Tasks.Count; t++)
        {
            var task = data.Tasks[t];
            var weights = parameters.Single(array => array.Name == $"heads.{task.Name}.weight").Values;
            var bias = parameters.Single(array => array.Name == $"heads.{task.Name}.bias").Values[0];
            var (slope, ownSlope) = (new double[weights.Length], 0.0);
            foreach (var row in data.Split.Rows(Part.Training).Where(data.Rows.Targets[t].Has))
            {
                float[] inputs = [.. data.Rows.Inputs.Cast<DenseColumn>().SelectMany(column => column.Values[(row * column.Width)..((row + 1) * column.Width)])];
                var gradient = new float[1];
                task.Loss([(float)(bias + inputs.Zip(weights, (x, w) => (double)x * w).Sum())], data.Rows.Targets[t][row], gradient);
                ownSlope += gradient[0];
                for (var i = 0; i < slope.Length; i++) slope[i] += gradient[0] * inputs[i];
            }
            Assert.Equal(0, ownSlope, 1e-4); // two dozen slopes and weights in single precision
            Assert.All(slope.Zip(weights), pair => Assert.Equal(0, pair.First + 2 * pair.Second, 1e-4));
        }
    }

    [Fact]
    public void Stopping_at_any_step_changes_nothing()
    {
        using var run = new LinearRun();
        var steps = 0;
        run.Train("whole", happened => steps += happened is StepCompleted ? 1 : 0);
        var attempt = 0;
        Gen.Int[1, steps - 1].ForAll(stop =>
        {
            var directory = $"stopped {attempt++}";
            using var source = new CancellationTokenSource();
            var seen = 0;
            Assert.Throws<OperationCanceledException>(() => run.Train(directory, happened =>
            {
                if (happened is StepCompleted && ++seen == stop) source.Cancel();
            }, source.Token));
            run.Resume(directory);
            foreach (var file in new[] { "model/model.json", "model/model.safetensors", "metrics.json" })
                Assert.Equal(File.ReadAllBytes(Path.Combine(run["whole"], file)), File.ReadAllBytes(Path.Combine(run[directory], file)));
            Assert.Equal(Epochs(run["whole"]), Epochs(run[directory]));
        }, iter: 6);
    }

    [Fact]
    public void Too_few_steps_are_said()
    {
        using var run = new LinearRun(new MeanRegularised { Strength = 0.01, Steps = 2, Tolerance = 1e-9 });
        var events = new List<RunEvent>();
        run.Train("run", events.Add);
        Assert.Equal("strength 0.01: 2 steps of the solver were not enough for linear.tolerance 1e-09. Make linear.steps larger.", Assert.Single(events.OfType<Notice>()).Message);
    }

    [Fact]
    public void What_a_linear_model_cannot_have_is_said_before_training()
    {
        using var run = new LinearRun();
        string Refused(Func<Polytask.Configuration.RunFile, Polytask.Configuration.RunFile> change) =>
            Assert.Throws<ConfigurationException>(() => new Experiment(change(run.File)).Check(cancellation: TestContext.Current.CancellationToken)).Message;
        Assert.StartsWith("inputs.school: expected numbers", Refused(file => file with { Inputs = new Dictionary<string, EncoderOptions> { ["school"] = new CategoryEncoderOptions() } }), StringComparison.Ordinal);
        Assert.StartsWith("tasks.pass: expected a task with one output", Refused(file => file with { Tasks = new Dictionary<string, TaskOptions> { ["pass"] = new ClassificationTask() } }), StringComparison.Ordinal);
        Assert.StartsWith("tasks.score: expected a task with one output", Refused(file => file with { Tasks = new Dictionary<string, TaskOptions> { ["score"] = new RegressionTask { Loss = RegressionLoss.Absolute } } }), StringComparison.Ordinal);
        Assert.StartsWith("linear.strength: expected a number, or validation rows", Refused(file => file with { Split = new GivenSplit { Column = "fold", ValidationOneIn = 0 } }), StringComparison.Ordinal);
        Assert.Contains("training: expected nothing, because a linear model has no network", Refused(file => file with { Training = new JointRegime { Epochs = 3 } }), StringComparison.Ordinal);
    }

    private static IEnumerable<(int, double?, bool)> Epochs(string run) =>
        EventLog.Read(Path.Combine(run, "events.jsonl")).OfType<EpochCompleted>().Select(epoch => (epoch.Epoch, epoch.Score, epoch.Best));
}
