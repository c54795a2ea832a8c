using Polytask.Catalog;

namespace Polytask.Training;

/// <summary>Every step trains all tasks. Where tasks have sources of their own, a step takes one batch of each; an epoch is one pass over the largest source.</summary>
[Kind("joint")]
public sealed record JointRegime : RegimeOptions
{
    /// <inheritdoc/>
    public override Regime Create(TrainingStreams streams) => new Joint(this, streams);

    private sealed class Joint : Regime
    {
        private readonly JointRegime _options;
        private readonly IReadOnlyList<RowStream> _sources;
        private readonly bool[] _all;

        public Joint(JointRegime options, TrainingStreams streams)
        {
            (_options, _sources, _all) = (options, streams.PerSource(), streams.All);
            var batches = _sources.Max(source => source.BatchesPerCycle(options.BatchSize));
            Stages = [new Stage(null, _all, options.Epochs, Math.Max(1, batches / options.Accumulate))];
        }

        public override IReadOnlyList<Stage> Stages { get; }

        public override IReadOnlyList<StepBatch> Plan(int stage, long step) =>
        [
            .. from source in _sources
               from part in Enumerable.Range(0, _options.Accumulate)
               select new StepBatch(source.Batch(step * _options.Accumulate + part, _options.BatchSize), _all),
        ];
    }
}
