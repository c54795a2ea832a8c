using Polytask.Data;
using Polytask.Metrics;
using Polytask.Modules;
using Polytask.Runs;

namespace Polytask.Training;

/// <summary>What a run begins with: rows, labels, parts of the model.</summary>
public static class RunSummary
{
    /// <summary>Counts rows, labels and parameters.</summary>
    public static RunStarted Of(string name, long seed, PreparedData prepared, ITrainer trainer, string regime, string balancing)
    {
        var split = prepared.Split;
        var same = new SameInputs(prepared);
        var parts = Enum.GetValues<Part>().ToDictionary(part => part, split.Rows);
        return new RunStarted(
            name, seed, prepared.Rows.Count, parts.ToDictionary(p => p.Key.ToString().ToLowerInvariant(), p => p.Value.Length),
            [.. prepared.Tasks.Select((task, t) => Count(task, prepared.Rows.Targets[t], parts, same))],
            [.. Model(trainer.Model.Parameters)], trainer.Epochs, trainer.Steps, regime, balancing, trainer.GradientPlan);
    }

    private static TaskData Count(Tasks.PredictionTask task, TargetColumn target, Dictionary<Part, int[]> parts, SameInputs same)
    {
        long Labels(Part part) => parts[part].Count(target.Has);
        string Label(int row) => task.TargetLabel(target[row]);
        var metrics = task.CreateMetrics();
        var hasClasses = metrics.Confusion is ConfusionMatrix;
        var classes = !hasClasses ? null : parts.Values.SelectMany(rows => rows).Where(target.Has)
            .CountBy(Label).OrderByDescending(c => c.Value).ToDictionary(c => c.Key, c => (long)c.Value);
        return new TaskData(
            task.Name, Catalog.Kinds.Of(task.Options.GetType()).Name, Labels(Part.Training), Labels(Part.Validation), Labels(Part.Test),
            parts.Values.Sum(rows => rows.LongCount(row => !target.Has(row))), classes, task.Options.Weight, hasClasses ? same.Contradictions(target, Label) : 0,
            metrics.Any(metric => metric is RSquared) ? same.Unexplained(target) : null);
    }

    /// <summary>The parts of a model, tables first.</summary>
    internal static IEnumerable<ModelPart> Model(ParameterStore store) =>
        store.Tables.Select(table => new ModelPart(table.Name, table.Owner, [table.Rows, table.Width], table.Length))
            .Concat(store.Dense.Select(p => new ModelPart(p.Name, p.Owner, p.Shape, p.Length, p.MultiplyAdds)))
            .Select(part => store.PlaceOf(part.Name) is var (tasks, reads, after) ? part with { Tasks = tasks, Reads = reads, After = after, Reached = store.Reached.Contains(part.Owner) } : part);
}
