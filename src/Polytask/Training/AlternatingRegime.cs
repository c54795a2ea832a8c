using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Training;

/// <summary>How alternating training chooses the task of a step.</summary>
public enum TaskSampling
{
    /// <summary>Every task is as likely as any other.</summary>
    Uniform,

    /// <summary>In proportion to the task's training rows.</summary>
    Proportional,

    /// <summary>In proportion to rows^(1/temperature).</summary>
    Temperature,

    /// <summary>In proportion to rows^a, with a falling from 1 in the first epoch to 0.2 in the last (Stickland, Murray, ICML 2019).</summary>
    Annealed,

    /// <summary>By the probabilities stated.</summary>
    Stated,
}

/// <summary>Every step trains one task, chosen at random.</summary>
[Kind("alternating")]
public sealed record AlternatingRegime : RegimeOptions, IConstrained
{
    /// <summary>How the task is chosen.</summary>
    public TaskSampling Sampling { get; init; } = TaskSampling.Proportional;

    /// <summary>The temperature of <c>sampling: temperature</c>: 1 is proportional, larger is more even.</summary>
    [Range(0.01, 1000)]
    public double Temperature { get; init; } = 2;

    /// <summary>The probabilities of <c>sampling: stated</c>, one per task; they are divided by their sum.</summary>
    [NameIn("tasks")]
    public IReadOnlyDictionary<string, double>? Probabilities { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (Sampling == TaskSampling.Stated && Probabilities is null)
            yield return ("probabilities", "'sampling: stated' needs probabilities: one number per task.");
        if (Sampling != TaskSampling.Stated && Probabilities is not null)
            yield return ("probabilities", "probabilities are used by 'sampling: stated' only. Set it, or remove them.");
        if (Probabilities is not null && (Probabilities.Values.Any(p => !(p >= 0)) || !(Probabilities.Values.Sum() > 0)))
            yield return ("probabilities", "expected numbers of at least 0 with a positive sum.");
    }

    /// <inheritdoc/>
    public override Regime Create(TrainingStreams streams) => new Alternating(this, streams);

    private double[] Weights(TrainingStreams streams, IReadOnlyList<RowStream> tasks, double done)
    {
        if (Sampling == TaskSampling.Stated)
        {
            if (!Probabilities!.Keys.ToHashSet().SetEquals(streams.Tasks))
                throw new ConfigurationException($"training.probabilities: expected one number for each of {string.Join(", ", streams.Tasks)}; found {string.Join(", ", Probabilities.Keys)}.");
            return [.. streams.Tasks.Select(task => Probabilities[task])];
        }
        var power = Sampling switch
        {
            TaskSampling.Uniform => 0,
            TaskSampling.Temperature => 1 / Temperature,
            TaskSampling.Annealed => 1 - 0.8 * done,
            _ => 1,
        };
        var largest = tasks.Max(task => task.Count);
        return [.. tasks.Select(task => Math.Pow((double)task.Count / largest, power))];
    }

    private sealed class Alternating : Regime
    {
        private readonly AlternatingRegime _options;
        private readonly IReadOnlyList<RowStream> _tasks;
        private readonly bool[][] _only;
        private readonly (int Task, long Number)[] _choices;

        public Alternating(AlternatingRegime options, TrainingStreams streams)
        {
            (_options, _tasks) = (options, streams.PerTask());
            _only = [.. _tasks.Select((_, task) => streams.Only(task))];
            var perEpoch = Math.Max(1, _tasks.Sum(task => task.BatchesPerCycle(options.BatchSize)) / options.Accumulate);
            Stages = [new Stage(null, streams.All, options.Epochs, perEpoch)];
            _choices = new (int, long)[Stages[0].Steps];
            var random = new RandomStream(streams.Seed, "task of a step");
            var taken = new long[_tasks.Count];
            for (var step = 0; step < _choices.Length; step++)
            {
                var epoch = step / perEpoch;
                var done = options.Epochs > 1 ? (double)epoch / (options.Epochs - 1) : 0;
                var task = Draw(options.Weights(streams, _tasks, done), random.NextDouble());
                _choices[step] = (task, taken[task]);
                taken[task] += options.Accumulate;
            }
        }

        public override IReadOnlyList<Stage> Stages { get; }

        public override IReadOnlyList<StepBatch> Plan(int stage, long step)
        {
            var (task, number) = _choices[step];
            return [.. Enumerable.Range(0, _options.Accumulate).Select(part => new StepBatch(_tasks[task].Batch(number + part, _options.BatchSize), _only[task]))];
        }

        private static int Draw(double[] weights, double uniform)
        {
            var left = uniform * weights.Sum();
            for (var task = 0; task < weights.Length; task++)
                if ((left -= weights[task]) < 0) return task;
            return Array.FindLastIndex(weights, w => w > 0);
        }
    }
}
