using Polytask.Runs;

namespace Polytask.Comparison;

/// <summary>Why tasks help or hurt each other, as far as the runs of one contender show it.</summary>
internal static class Causes
{
    // A loss that rose by less is within what batches alone do to it.
    private const double Rise = 1.02;

    /// <summary>The mean cosine of every pair of tasks and how often it was negative; <c>null</c> where gradients were not compared.</summary>
    public static GradientAgreement? Gradients(IReadOnlyList<string> tasks, IEnumerable<RunHistory> histories)
    {
        var steps = histories.SelectMany(history => history.Balances).Where(step => step.Cosines is not null).ToList();
        if (steps.Count == 0) return null;
        var (sum, apart, count) = (Square(tasks.Count), Square(tasks.Count), Square(tasks.Count));
        foreach (var step in steps)
        {
            int[] places = [.. step.Tasks.Select(task => tasks.ToList().IndexOf(task))];
            for (var i = 0; i < places.Length; i++)
                for (var j = 0; j < places.Length; j++)
                {
                    count[places[i]][places[j]]++;
                    sum[places[i]][places[j]] += step.Cosines![i][j];
                    if (step.Cosines[i][j] < 0) apart[places[i]][places[j]]++;
                }
        }
        return new GradientAgreement(tasks, Share(sum, count), Share(apart, count));
    }

    /// <summary>The tasks whose mean validation loss rose again towards the end, and the epoch at which it was least.</summary>
    public static IReadOnlyDictionary<string, int> Overfitting(IReadOnlyList<string> tasks, IReadOnlyList<RunHistory> histories)
    {
        var found = new Dictionary<string, int>();
        foreach (var task in tasks)
        {
            var curves = histories.Select(history => history.Epochs.Select(epoch => epoch.Tasks.First(t => t.Task == task).ValidationLoss ?? double.NaN).ToArray()).ToList();
            var epochs = curves.Min(curve => curve.Length);
            var mean = Enumerable.Range(0, epochs).Select(epoch => curves.Average(curve => curve[epoch])).ToArray();
            if (epochs < 2 || !mean.All(double.IsFinite)) continue;
            var least = Array.IndexOf(mean, mean.Min());
            if (least < epochs - 1 && mean[^1] > Rise * mean[least]) found[task] = least + 1;
        }
        return found;
    }

    private static double[][] Square(int size) => [.. Enumerable.Range(0, size).Select(_ => new double[size])];

    private static IReadOnlyList<IReadOnlyList<double>> Share(double[][] sum, double[][] count) =>
        [.. sum.Zip(count, (sums, counts) => (IReadOnlyList<double>)[.. sums.Zip(counts, (s, c) => c > 0 ? s / c : double.NaN)])];
}
