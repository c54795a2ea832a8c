using System.Text.Json;
using Polytask.Data;
using Polytask.Features;
using Polytask.Metrics;
using Polytask.Modules;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Testing;
using Polytask.Training;
using TorchSharp;

namespace Polytask.Tests.Testing;

/// <summary>Every contract is shown something that breaks it.</summary>
public sealed class PlantedViolationTests
{
    [Fact]
    public void A_block_with_a_wrong_pullback_is_found() =>
        Broken(() => BlockContract.Holds(_ => new Square(3, 1.9), 3));

    [Fact]
    public void A_block_that_changes_its_cotangent_is_found() =>
        Broken(() => BlockContract.Holds(_ => new Square(3, 2, inPlace: true), 3));

    [Fact]
    public void A_block_that_forgets_a_parameter_is_found() =>
        Broken(() => BlockContract.Holds(store => new Forgetful(store, 3), 3));

    [Fact]
    public void The_same_block_without_fault_is_fine() => BlockContract.Holds(_ => new Square(3, 2), 3);

    [Fact]
    public void An_architecture_that_leaks_gradients_is_found() => Broken(() => SharingContract.Holds(new Leaking()));

    [Fact]
    public void An_architecture_that_calls_one_tasks_parameters_shared_is_found() => Broken(() => SharingContract.Holds(new Alone()));

    [Fact]
    public void An_optimiser_with_a_memory_of_its_own_is_found() => Broken(() => OptimiserContract.Holds(new Remembering()));

    [Fact]
    public void An_encoder_that_depends_on_the_order_of_rows_is_found() => Broken(() => EncoderContract.Holds(new Counting(), ["a", "b", "c"]));

    [Fact]
    public void A_source_that_cannot_be_read_twice_is_found() => Broken(() => SourceContract.Holds(new Once()));

    [Fact]
    public void A_regime_that_depends_on_the_order_of_steps_is_found() => Broken(() => RegimeContract.Holds(new Wandering()));

    [Theory]
    [InlineData(1, "yes", "yes")]
    [InlineData(0.5, "yes", "no")]
    [InlineData(1, "yes", "no", true)]
    public void A_task_with_a_wrong_derivative_or_a_wrong_label_or_a_bad_memory_is_found(double factor, string one, string zero, bool forgets = false) =>
        Broken(() => TaskContract.Holds(new Planted(factor, one, zero, forgets), ["yes", "no"]));

    [Fact]
    public void The_same_task_without_fault_is_fine() => TaskContract.Holds(new Planted(1, "yes", "no", false), ["yes", "no"]);

    private static void Broken(Action check) => Assert.Throws<ContractException>(check);

    private sealed class Square(int width, double factor, bool inPlace = false) : Block
    {
        public override int OutputWidth => width;

        public override torch.Tensor Forward(torch.Tensor input, Pass pass)
        {
            pass.Save(this, input);
            return input * input;
        }

        public override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) =>
            (inPlace ? cotangent.mul_(torch.tensor((float)factor)) : cotangent * torch.tensor((float)factor)) * pass.Saved(this);
    }

    private sealed class Forgetful(ParameterStore store, int width) : Block
    {
        private readonly Parameter _scale = store.Add("scale", ParameterStore.Shared, [width], Initialisers.Uniform(1));

        public override int OutputWidth => width;

        public override torch.Tensor Forward(torch.Tensor input, Pass pass) => input * _scale.Value;

        public override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) => cotangent * _scale.Value;
    }

    /// <summary>All tasks read a tower that belongs to the first.</summary>
    private sealed record Leaking : SharingOptions
    {
        public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks) =>
            new LeakingTrunk(CreateTower(store, inputs, tasks[0]), tasks.Count);

        private sealed class LeakingTrunk(Tower tower, int tasks) : SharingTrunk
        {
            public override IReadOnlyList<int> RepresentationOf { get; } = new int[tasks];

            public override IReadOnlyList<RowShape> Shapes { get; } = [tower.OutputWidth];

            public override torch.Tensor?[] Forward(ReadOnlySpan<bool> needed, Pass pass) => [tower.Forward(pass)];

            public override void Pullback(ReadOnlySpan<torch.Tensor?> cotangents, Pass pass) => tower.Pullback(cotangents[0]!, pass);
        }
    }

    private sealed record Alone : SharingOptions
    {
        public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks) =>
            new Towers([.. tasks.Select(task => CreateTower(store, inputs, ParameterStore.Shared, $"tasks.{task}."))]);

        private sealed class Towers(Tower[] towers) : SharingTrunk
        {
            public override IReadOnlyList<int> RepresentationOf { get; } = [.. Enumerable.Range(0, towers.Length)];

            public override IReadOnlyList<RowShape> Shapes { get; } = [.. towers.Select(tower => tower.OutputWidth)];

            public override torch.Tensor?[] Forward(ReadOnlySpan<bool> needed, Pass pass) => [.. towers.Select(tower => tower.Forward(pass))];

            public override void Pullback(ReadOnlySpan<torch.Tensor?> cotangents, Pass pass)
            {
                for (var i = 0; i < towers.Length; i++)
                    if (cotangents[i] is { } cotangent) towers[i].Pullback(cotangent, pass);
            }
        }
    }

    private sealed record Planted(double Factor, string One, string Zero, bool Forgets) : TaskOptions
    {
        public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels) => new Fitted(name, this, Factor);

        public override PredictionTask Restore(string name, JsonElement state) => new Fitted(name, this, Forgets ? 2 * Factor : Factor);

        private sealed class Fitted(string name, Planted options, double factor) : PredictionTask(name, options)
        {
            public override int OutputWidth => 1;

            public override int TargetWidth => 1;

            public override int PredictionWidth => 1;

            public override IReadOnlyList<string> PredictionNames => ["yes"];

            public override void Encode(string label, Place place, Span<float> target) => target[0] = label == "yes" ? 1 : 0;

            public override double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient)
            {
                gradient[0] = (float)(factor * 2 * (outputs[0] - target[0]));
                return Math.Pow(outputs[0] - target[0], 2);
            }

            public override void Predict(ReadOnlySpan<float> outputs, Span<float> prediction) => prediction[0] = outputs[0];

            public override string Label(ReadOnlySpan<float> prediction) => prediction[0] > 0.5 ? options.One : options.Zero;

            public override string TargetLabel(ReadOnlySpan<float> target) => Label(target);

            protected override MetricSet CreateKindsMetrics() => new(new Accuracy(new ConfusionMatrix(2)));

            public override void SaveState(Utf8JsonWriter writer) => writer.WriteNumberValue(factor);
        }
    }

    private sealed record Remembering : OptimiserOptions
    {
        public override Optimiser Create() => new Momentum();

        private sealed class Momentum : Optimiser
        {
            private int _updates;

            public override int StateSlots => 0;

            public override bool SkipsUntouchedRows => true;

            public override void Begin(double learningRate, long step) => _updates++;

            public override unsafe void Update(float* values, float* gradients, float** state, long count)
            {
                for (var i = 0L; i < count; i++) values[i] -= 0.01f / _updates * gradients[i];
            }
        }
    }

    private sealed record Counting : EncoderOptions
    {
        public override Encoder Fit(string name, TrainingRows rows) => new Counter(name, this);

        public override Encoder Restore(string name, JsonElement state) => new Counter(name, this);

        private sealed class Counter(string name, EncoderOptions options) : Encoder(name, options)
        {
            public override InputShape Shape => new DenseShape(Name, 1);

            public override EncodedColumn Encode(int rows, Func<int, string?> value, Func<int, Place> place) =>
                new DenseColumn([.. Enumerable.Range(0, rows).Select(row => (float)row)], 1);

            public override void SaveState(Utf8JsonWriter writer) => writer.WriteNullValue();
        }
    }

    private sealed record Once : SourceOptions
    {
        public override RowSource Open() => new Stream();

        private sealed class Stream : RowSource
        {
            private int _left = 3;

            public override IReadOnlyList<string> Columns => ["number"];

            public override IEnumerable<Row> Read()
            {
                while (_left-- > 0) yield return new Row([$"{_left}"], new Place("memory", _left + 1));
            }
        }
    }

    private sealed record Wandering : RegimeOptions
    {
        public override Regime Create(TrainingStreams streams) => new Plans(streams);

        private sealed class Plans(TrainingStreams streams) : Regime
        {
            private int _calls;

            public override IReadOnlyList<Stage> Stages => [new Stage(null, streams.All, 1, 4)];

            public override IReadOnlyList<StepBatch> Plan(int stage, long step) => [new StepBatch(new[] { streams.Sources[0][_calls++ % 10] }, streams.All)];
        }
    }
}
