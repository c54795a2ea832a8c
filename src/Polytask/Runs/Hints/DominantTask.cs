using System.Globalization;
using Polytask.Balancing;
using Polytask.Modules;

namespace Polytask.Runs.Hints;

/// <summary>A task that outweighs all others together, so that the shared parameters hardly follow these.</summary>
/// <param name="Task">The task.</param>
/// <param name="Share">Its share of the tasks' sum in the epoch in which it is least.</param>
/// <param name="Times">How many times the mean of the other tasks that is.</param>
/// <param name="Weight">The task's own weight.</param>
/// <param name="Steps">The steps whose gradients were measured; 0 where losses alone are known.</param>
internal sealed record DominantTask(string Task, double Share, double Times, double Weight, int Steps)
{
    private const double Most = 0.5;
    // A gradient's norm is what moves the parameters. A loss is a weak witness of it: it may be large and flat.
    private const double TimesTheNorm = 4;
    private const double TimesTheLoss = 10;

    /// <summary>The balancing method that is made against it.</summary>
    public BalancerOptions Remedy => Steps > 0 ? new ImtlG() : new ScaleInvariant();

    /// <summary>What was seen, and what to do.</summary>
    public string Sentence => string.Create(CultureInfo.InvariantCulture, $"{Task} dominates: {Evidence}, weights included. Try balancing: {Catalog.Kinds.Of(Remedy.GetType()).Name}, or tasks.{Task}.weight: {Weight / Times:g2}{(Steps > 0 ? "" : "; training.measureGradients would show whether its gradients dominate too")}.");

    private string Evidence => Steps > 0
        ? string.Create(CultureInfo.InvariantCulture, $"over {Steps:#,##0} measured steps its gradient by the shared parameters has in every epoch {Share:0 %} or more of the sum of the tasks' gradient norms, {Times:g2} times the mean of the others")
        : string.Create(CultureInfo.InvariantCulture, $"its training loss is in every epoch {Share:0 %} or more of the sum of the tasks' losses, {Times:g2} times the mean of the others");

    /// <summary>Finds it by the gradients of the steps in which they were measured, otherwise by the training losses.</summary>
    /// <param name="histories">Runs of one model.</param>
    public static DominantTask? Of(IReadOnlyList<RunHistory> histories)
    {
        if (histories is not [{ Started: { IsLinear: false } started }, ..]) return null;
        var measured = histories.Select(history => history.Balances.Where(step => step is { Tasks.Count: > 1, Weights: not null, Norms: not null }).ToList()).ToList();
        var pulls = measured.SelectMany(steps => steps.GroupBy(step => step.Epoch, step => step.Tasks.Index().ToDictionary(task => task.Item, task => step.Weights![task.Index] * step.Norms![task.Index])));
        if (measured.Sum(steps => steps.Count) is > 0 and var count) return Largest(pulls, TimesTheNorm, started) is { } found ? found with { Steps = count } : null;
        if (started.Model.All(part => part.Owner != ParameterStore.Shared)) return null;
        var losses = histories.SelectMany(history => history.Epochs.Select(epoch => Losses(history, epoch, started))).Where(epoch => epoch.Count > 1);
        return Largest(losses.Select(epoch => new[] { epoch }), TimesTheLoss, started);
    }

    /// <summary>The task with the most in the epoch in which it has least: where others are learnt by heart, their losses and gradients fall to nothing, and the rest outweighs them harmlessly.</summary>
    private static DominantTask? Largest(IEnumerable<IEnumerable<Dictionary<string, double>>> epochs, double times, RunStarted started)
    {
        var shares = Shares(epochs.SelectMany(parts => Shares(parts.SelectMany(Parted), Enumerable.Average)), Enumerable.Min).OrderByDescending(one => one.Share).ToList();
        if (shares.Count < 2) return null;
        var (task, share) = shares[0];
        var found = share / ((1 - share) / (shares.Count - 1));
        return share < Most || found < times || !double.IsFinite(found) ? null
            : new DominantTask(task, share, found, started.Tasks.FirstOrDefault(one => one.Task == task)?.Weight ?? 1, 0);
    }

    private static IEnumerable<(string Task, double Share)> Parted(Dictionary<string, double> tasks) =>
        tasks.Values.Sum() is > 0 and < double.PositiveInfinity and var sum ? tasks.Select(task => (task.Key, task.Value / sum)) : [];

    private static IEnumerable<(string Task, double Share)> Shares(IEnumerable<(string Task, double Share)> shares, Func<IEnumerable<double>, double> together) =>
        shares.GroupBy(one => one.Task, one => one.Share).Select(one => (one.Key, together(one)));

    private static Dictionary<string, double> Losses(RunHistory history, EpochCompleted epoch, RunStarted started)
    {
        var weights = history.Balances.Where(step => step.Epoch == epoch.Epoch && step.Weights is not null)
            .SelectMany(step => step.Tasks.Zip(step.Weights!)).GroupBy(one => one.First, one => one.Second).ToDictionary(one => one.Key, one => one.Average());
        return epoch.Tasks.Where(task => task.TrainingLoss is not null)
            .ToDictionary(task => task.Task, task => (started.Tasks.FirstOrDefault(one => one.Task == task.Task)?.Weight ?? 1) * weights.GetValueOrDefault(task.Task, 1) * task.TrainingLoss!.Value);
    }
}
