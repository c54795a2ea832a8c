namespace Polytask.Balancing;

/// <summary>The mean loss of each task in one epoch: the first of a given number or above in which it has labels.</summary>
/// <param name="tasks">How many tasks the model has.</param>
/// <param name="from">The number of the epoch, counted from 0.</param>
internal sealed class EpochMeans(int tasks, int from)
{
    private readonly double[] _epochs = Unknown(tasks), _sums = new double[tasks], _counts = new double[tasks];

    /// <summary>All that is remembered, for a checkpoint.</summary>
    public IEnumerable<(string Name, double[] Numbers)> Memory => [("mean.epoch", _epochs), ("mean.sum", _sums), ("mean.count", _counts)];

    /// <summary>Numbers that are not known.</summary>
    public static double[] Unknown(int count)
    {
        var numbers = new double[count];
        Array.Fill(numbers, double.NaN);
        return numbers;
    }

    /// <summary>The mean of a task; NaN until its epoch is over.</summary>
    public double Of(int task, int epoch) => epoch > _epochs[task] ? _sums[task] / _counts[task] : double.NaN;

    /// <summary>Takes a loss into account, where it belongs to the task's epoch.</summary>
    public void Add(int task, int epoch, double loss)
    {
        if (epoch < from) return;
        if (double.IsNaN(_epochs[task])) _epochs[task] = epoch;
        if (_epochs[task] != epoch) return;
        _sums[task] += loss;
        _counts[task]++;
    }
}
