using System.Globalization;
using Polytask.Data;

namespace Polytask.Tasks;

/// <summary>The labels of a task's training rows, with their places.</summary>
internal sealed class TrainingLabels
{
    private readonly string _task, _column;

    /// <exception cref="DataException">There is no label.</exception>
    public TrainingLabels(string task, string column, IEnumerable<(string Value, Place Place)> labels)
    {
        (_task, _column) = (task, column);
        All = [.. labels];
        if (All.Count == 0)
            throw new DataException($"tasks.{task}: column '{column}' has no label in any training row. Expected at least one; check the column, the task's source and where, and the split.");
    }

    /// <summary>All labels in the order of the rows.</summary>
    public IReadOnlyList<(string Value, Place Place)> All { get; }

    /// <summary>Each label once: by value if all are numbers, otherwise by code points.</summary>
    public IReadOnlyList<string> Distinct()
    {
        var labels = All.Select(label => label.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return labels.All(IsNumber) ? [.. labels.OrderBy(Number)] : labels;
    }

    /// <summary>Encodes every label, [labels, TargetWidth].</summary>
    /// <exception cref="DataException">The task cannot read a label.</exception>
    public float[] Encode(PredictionTask task)
    {
        var targets = new float[All.Count * task.TargetWidth];
        for (var i = 0; i < All.Count; i++) task.Encode(All[i].Value, All[i].Place, targets.AsSpan(i * task.TargetWidth, task.TargetWidth));
        return targets;
    }

    /// <summary>Makes sure that there is something to tell apart.</summary>
    /// <exception cref="DataException">All labels are the same.</exception>
    public void RequireTwo()
    {
        if (All.All(label => label.Value == All[0].Value)) throw OneClass();
    }

    /// <summary>The error for labels that all mean the same.</summary>
    public DataException OneClass() =>
        new($"tasks.{_task}: all {All.Count} training labels of column '{_column}' are of one class, \"{All[0].Value}\". Expected at least two classes; check the column and the split, or leave the task out.");

    public static bool IsNumber(string label) => double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);

    private static double Number(string label) => double.Parse(label, NumberStyles.Float, CultureInfo.InvariantCulture);
}
