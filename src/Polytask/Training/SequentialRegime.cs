using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Training;

/// <summary>One task after another. After each, all tasks are measured, so that forgetting shows; rehearsal, a penalty or a frozen trunk hold against it.</summary>
[Kind("sequential")]
public sealed record SequentialRegime : RegimeOptions, IConstrained
{
    /// <summary>The order of the tasks; by default the order of the run file.</summary>
    [NameIn("tasks")]
    public IReadOnlyList<string>? Order { get; init; }

    /// <summary>Rows of earlier tasks beside every batch, as a share of the batch size; 0 means none.</summary>
    [Range(0, 10)]
    public double Rehearsal { get; init; }

    /// <summary>The strength of the pull of shared parameters back to where the task before left them (L2-SP); 0 means none.</summary>
    [Range(0, 1e6)]
    public double L2Sp { get; init; }

    /// <summary>The strength of elastic weight consolidation, which pulls each shared parameter back as strongly as earlier tasks need it; 0 means none.</summary>
    [Range(0, 1e9)]
    public double Ewc { get; init; }

    /// <summary>Whether only the first task trains the trunk and later ones their own parameters alone.</summary>
    public bool FreezeTrunk { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (L2Sp > 0 && Ewc > 0) yield return ("ewc", "l2Sp and ewc are two answers to the same question. Choose one and set the other to 0.");
        if (FreezeTrunk && (L2Sp > 0 || Ewc > 0)) yield return ("freezeTrunk", "a frozen trunk does not move, so l2Sp and ewc have nothing to pull back. Choose one.");
        if (Order is not null && Order.Distinct().Count() != Order.Count) yield return ("order", "a task stands here twice. Name each task once.");
    }

    /// <inheritdoc/>
    public override Regime Create(TrainingStreams streams) => new Sequential(this, streams);

    private sealed class Sequential : Regime
    {
        private readonly SequentialRegime _options;
        private readonly IReadOnlyList<RowStream> _tasks;
        private readonly int[] _order;
        private readonly TrainingStreams _streams;

        public Sequential(SequentialRegime options, TrainingStreams streams)
        {
            (_options, _streams, _tasks) = (options, streams, streams.PerTask());
            var order = options.Order ?? streams.Tasks;
            if (order.Count != streams.Tasks.Count || !order.ToHashSet().SetEquals(streams.Tasks))
                throw new ConfigurationException($"training.order: expected each of {string.Join(", ", streams.Tasks)} once; found {string.Join(", ", order)}.");
            _order = [.. order.Select(name => streams.Tasks.ToList().IndexOf(name))];
            Stages =
            [
                .. _order.Select((task, stage) => new Stage(
                    streams.Tasks[task], streams.Only(task), options.Epochs,
                    Math.Max(1, _tasks[task].BatchesPerCycle(options.BatchSize) / options.Accumulate),
                    TrainsTrunk: stage == 0 || !options.FreezeTrunk)),
            ];
        }

        public override IReadOnlyList<Stage> Stages { get; }

        public override IReadOnlyList<StepBatch> Plan(int stage, long step)
        {
            var batches = new List<StepBatch>();
            for (var part = 0; part < _options.Accumulate; part++)
            {
                var number = step * _options.Accumulate + part;
                batches.Add(Batch(_order[stage], number, _options.BatchSize));
                var rehearsed = (int)Math.Round(_options.Rehearsal * _options.BatchSize);
                if (stage > 0 && rehearsed > 0) batches.Add(Batch(_order[(int)(number % stage)], number / stage, rehearsed));
            }
            return batches;
        }

        public override Consolidation? CreateConsolidation() =>
            _options.L2Sp > 0 ? new Consolidation(_options.L2Sp, usesFisher: false)
            : _options.Ewc > 0 ? new Consolidation(_options.Ewc, usesFisher: true)
            : null;

        private StepBatch Batch(int task, long number, int size) => new(_tasks[task].Batch(number, size), _streams.Only(task));
    }
}
