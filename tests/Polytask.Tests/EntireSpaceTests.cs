using Polytask.Configuration;
using Polytask.Data;
using Polytask.Inference;
using Polytask.LinearModels;
using Polytask.Optimisation;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Tests.Runs;
using Polytask.Tests.Training;
using Polytask.Training;

namespace Polytask.Tests;

/// <summary>Tasks that others are given or read, from data to predictions.</summary>
public sealed class EntireSpaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Where_a_cart_is_seen_only_after_a_click_clicked_rows_mislead_and_the_entire_space_does_not()
    {
        var file = File(4000) with { Optimiser = new Adam { LearningRate = 0.03 }, Sharing = new HardSharing { Trunk = [] }, Training = new JointRegime { Epochs = 8, BatchSize = 64 } };
        var entire = Predictions(file with { Tasks = new Dictionary<string, TaskOptions> { ["click"] = new BinaryTask(), ["cart"] = new BinaryTask { Given = "click" } } }, "entire");
        var clicked = Predictions(file with { Tasks = new Dictionary<string, TaskOptions> { ["click"] = new BinaryTask(), ["cart"] = new BinaryTask { Column = "cart_of_click" } } }, "clicked");
        double truth = 0, byEntire = 0, byClicked = 0, error = 0;
        foreach (var (row, one, other) in entire.Zip(clicked, (one, other) => (one.Row, one.Prediction, other.Prediction)))
        {
            var (click, cart) = Journey.Chances(Number(row, "x"), Number(row, "y"));
            truth += click * cart;
            byEntire += one["cart"]["yes"];
            byClicked += other["cart"]["yes"];
            error += Math.Abs(one["cart"]["yes"] - click * cart);
        }
        // Of 4000 visitors a seventh fills a cart; 2400 rows leave the share of it uncertain by 0.007.
        Assert.Equal(truth / 4000, byEntire / 4000, 0.02);
        Assert.InRange(error / 4000, 0, 0.02);
        Assert.True(byClicked > 2 * truth, $"expected clicked rows to promise more than twice the {truth:F0} carts, found {byClicked:F0}");
    }

    public static TheoryData<RegimeOptions, SharingOptions, IReadOnlyDictionary<string, TaskOptions>> Runs => new()
    {
        { new JointRegime { Epochs = 2, BatchSize = 8, Keep = Keep.BestPerTask, TaskPatience = 1 }, new HardSharing { Trunk = [new DenseStage { Width = 5 }] }, Journey.Tasks },
        { new JointRegime { Epochs = 2, BatchSize = 8, Keep = Keep.BestPerTask }, new HardSharing { Trunk = [new DenseStage { Width = 5 }] }, Journey.Linked },
        { new AlternatingRegime { Epochs = 2, BatchSize = 8 }, new TransferSharing { Trunk = [new DenseStage { Width = 5 }], Order = ["click", "cart", "purchase"] }, Journey.Tasks },
        { new SequentialRegime { Epochs = 2, BatchSize = 8, FreezeTrunk = true, Order = ["click", "cart", "purchase"] }, new AdapterSharing { Trunk = [new DenseStage { Width = 5 }] }, Journey.Tasks },
        { new SequentialRegime { Epochs = 2, BatchSize = 8, FreezeTrunk = true, Order = ["click", "cart", "purchase"] }, new Mmoe { Trunk = [new DenseStage { Width = 5 }] }, Journey.Linked },
    };

    [Theory, MemberData(nameof(Runs))]
    public void What_is_measured_is_what_is_predicted_and_a_stopped_run_goes_on(RegimeOptions regime, SharingOptions sharing, IReadOnlyDictionary<string, TaskOptions> tasks)
    {
        var file = File(100, missing: 0.2) with { Training = regime, Sharing = sharing, Tasks = tasks };
        var result = new Experiment(file).Train(Options("whole"), TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new Experiment(file).Train(Options("stopped") with { OnEvent = happened => { if (happened is StepCompleted { Step: 4 }) stop.Cancel(); } }, stop.Token));
        var resumed = Experiment.Resume(_folder["stopped"], new RunOptions(), TestContext.Current.CancellationToken);
        foreach (var (one, other) in result.Test.Zip(resumed.Test)) Assert.Equal(one.Loss, other.Loss);

        using var model = Predictor.Load(Path.Combine(_folder["whole"], "model"));
        var losses = file.Tasks.Keys.ToDictionary(task => task, _ => new List<double>());
        foreach (var (row, prediction) in model.Predict(file.Data["journey"].Open()))
        {
            if (Cell(row, "part") != "test") continue;
            foreach (var task in file.Tasks.Keys)
                if (Cell(row, task) is { Length: > 0 } label) losses[task].Add(-Math.Log(prediction[task][label]));
        }
        foreach (var measured in result.Test) Assert.Equal(losses[measured.Task].Average(), measured.Loss, 1e-4); // probabilities are floats
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Refused("tasks.cart.given: a task cannot come before itself: cart → click → purchase → cart. Take one of these out.", ("click", new BinaryTask { Given = "purchase" }));
        Refused("tasks.click.given: a task cannot come before itself: click → click. Take one of these out.", ("click", new BinaryTask { Given = "click" }));
        Refused("tasks.cart.given: expected a task of yes or no, whose probability is a factor of this one's, found 'click' of kind classification. Name a task of kind binary, or take it out.", ("click", new ClassificationTask()));
        Refused("tasks.cart.given: there is no 'clicks' in tasks. Did you mean 'click'?", ("cart", new BinaryTask { Given = "clicks" }));
        Refused("tasks.cart.given: a task cannot come before itself: cart → click → purchase → cart. Take one of these out.", ("click", new BinaryTask { From = ["purchase"] }));
        Refused("tasks.click.from: a task cannot come before itself: click → click. Take one of these out.", ("click", new BinaryTask { From = ["click"] }));
        Refused("tasks.cart.from[0]: there is no 'clicks' in tasks. Did you mean 'click'?", ("cart", new BinaryTask { From = ["clicks"] }));
        Refused("tasks.cart.from: 'click' stands there 2 times. Name it once.", ("cart", new BinaryTask { From = ["click", "click"] }));
        Refused("tasks.cart.stopGradient: expected tasks in from whose gradient it could stop, found none. Name some, or take it out.", ("cart", new BinaryTask { Given = "click", StopGradient = true }));
        Refused("tasks.cart.from: 'place' is a task for each 'part': expected one task. Name another one, or take it out.", ("cart", new BinaryTask { From = ["place"] }), ("place", new BinaryTask { Column = "click", ForEach = "part" }));
        RefusedAs("tasks.cart.from: expected nothing, because linear models of tasks do not know each other's predictions. Remove it, or remove 'linear'.", new Ridge(), ("purchase", new BinaryTask()), ("cart", new BinaryTask { From = ["click"] }));
        var file = File(100);
        var naive = file with { Tasks = new Dictionary<string, TaskOptions> { ["click"] = new BinaryTask(), ["cart"] = new BinaryTask { Column = "cart_of_click", Given = "click" } } };
        Assert.Matches(
            "^task 'cart': expected labels on rows whatever their label of 'click', found none on the [0-9]+ training rows where that is no. Label these rows as no, or take tasks.cart.given out to predict it only where 'click' is a yes.$",
            Assert.Throws<DataException>(() => new Experiment(naive).Check(cancellation: TestContext.Current.CancellationToken)).Message);

        void Refused(string message, params (string Name, TaskOptions Options)[] changed) => RefusedAs(message, null, changed);

        void RefusedAs(string message, LinearOptions? linear, params (string Name, TaskOptions Options)[] changed)
        {
            var tasks = Journey.Tasks.OrderBy(task => task.Key).ToDictionary();
            foreach (var (name, options) in changed) tasks[name] = options;
            Assert.Equal(message, Assert.Single(Assert.Throws<ConfigurationException>(() => new Experiment(File(100) with { Tasks = tasks, Linear = linear })).Problems));
        }
    }

    public void Dispose() => _folder.Dispose();

    private RunFile File(int rows, double missing = 0)
    {
        ToyRun.Write(Journey.Table(rows, missing), _folder["journey.csv"]);
        return new RunFile
        {
            Data = new Dictionary<string, SourceOptions> { ["journey"] = new CsvSource { Path = _folder["journey.csv"] } },
            Split = new GivenSplit { Column = "part", ValidationOneIn = 0 },
            Inputs = Journey.Inputs,
            Tasks = Journey.Tasks,
        };
    }

    private RunOptions Options(string name) => new() { Directory = _folder[name] };

    private List<(Row Row, RowPrediction Prediction)> Predictions(RunFile file, string name)
    {
        new Experiment(file).Train(Options(name), TestContext.Current.CancellationToken);
        using var model = Predictor.Load(Path.Combine(_folder[name], "model"));
        return [.. model.Predict(file.Data["journey"].Open())];
    }

    private static string? Cell(Row row, string column) => row.Values[Array.IndexOf(Journey.Columns, column)];

    private static double Number(Row row, string column) => double.Parse(Cell(row, column)!, System.Globalization.CultureInfo.InvariantCulture);
}
