using Polytask.Data;
using Polytask.Tasks;

namespace Polytask.Training;

/// <summary>Whether the labels of tasks that are given others are those of all rows.</summary>
internal static class EntireSpace
{
    /// <summary>Refuses labels that are there only where the other task is a yes: the product of both would be taken for what they say of one.</summary>
    /// <exception cref="DataException">A task has such labels.</exception>
    public static void Require(IReadOnlyList<PredictionTask> tasks, IReadOnlyList<TargetColumn> targets, int[] training)
    {
        foreach (var (index, task) in tasks.Index())
        {
            var given = tasks.Select(other => other.Name).ToList().IndexOf(task.Options.Condition ?? "");
            if (given < 0) continue;
            var (no, labels) = (training.Where(row => targets[given].Has(row) && targets[given][row][0] == 0).ToArray(), targets[index]);
            if (no.Length > 0 && !no.Any(labels.Has))
                throw new DataException(
                    $"task '{task.Name}': expected labels on rows whatever their label of '{task.Options.Condition}', found none on the {no.Length} training rows where that is no. " +
                    $"Label these rows as no, or take tasks.{task.Name}.given out to predict it only where '{task.Options.Condition}' is a yes.");
        }
    }
}
