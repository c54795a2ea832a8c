using Polytask.Metrics;
using Polytask.Models;
using Polytask.Runs;
using Polytask.Tasks;

namespace Polytask.Training;

/// <summary>How tasks stand, as events say it.</summary>
internal static class ValidationProgress
{
    /// <summary>A task's training loss, and its loss and metrics on validation rows, where there are any.</summary>
    public static TaskProgress Of(PredictionTask task, double? trainingLoss, TaskScores scores) => new(
        task.Name, trainingLoss,
        scores.Rows.Count > 0 ? scores.MeanLoss : null,
        scores.Rows.Count > 0 ? [.. scores.Measure().Select(m => new MetricValue(m.Name, m.Value, m.Direction == Direction.Higher, m.Unit))] : []);
}
