namespace Polytask.Numerics;

/// <summary>
/// K-means on a line, exactly: clusters of numbers are neighbours in sorted order, so that dynamic programming finds the least sum of
/// squared distances from the clusters' means. Neither a start nor chance enters.
/// </summary>
/// <remarks>Wang, Song, Ckmeans.1d.dp: Optimal k-means Clustering in One Dimension by Dynamic Programming, The R Journal 2011.</remarks>
/// <param name="capacity">The largest number of numbers.</param>
/// <param name="clusters">The largest number of clusters.</param>
internal sealed class LineClusters(int capacity, int clusters)
{
    private readonly double[] _sorted = new double[capacity];
    private readonly int[] _order = new int[capacity];
    private readonly double[] _least = new double[capacity * clusters];
    private readonly int[] _start = new int[capacity * clusters];

    /// <summary>Puts the mean of its cluster in every number's place.</summary>
    public void Average(ReadOnlySpan<double> numbers, Span<double> means)
    {
        var count = numbers.Length;
        if (count == 0) return;
        numbers.CopyTo(_sorted);
        for (var i = 0; i < count; i++) _order[i] = i;
        _sorted.AsSpan(0, count).Sort(_order.AsSpan(0, count));
        for (var cluster = 0; cluster < clusters; cluster++)
            for (var last = 0; last < count; last++)
                Add(cluster, last);
        for (int cluster = Math.Min(clusters, count) - 1, last = count - 1; last >= 0; cluster--)
        {
            var first = _start[cluster * capacity + last];
            var sum = 0.0;
            for (var i = first; i <= last; i++) sum += _sorted[i] / (last - first + 1);
            for (var i = first; i <= last; i++) means[_order[i]] = sum;
            last = first - 1;
        }
    }

    /// <summary>The best last cluster for the numbers up to one of them, where there are clusters before it.</summary>
    private void Add(int cluster, int last)
    {
        var (best, start, mean, squares) = (double.PositiveInfinity, last, 0.0, 0.0);
        for (var first = last; first >= cluster; first--)
        {
            var difference = _sorted[first] - mean;
            mean += difference / (last - first + 1);
            squares += difference * (_sorted[first] - mean);
            if (cluster == 0 && first > 0) continue;
            var total = squares + (cluster == 0 ? 0 : _least[(cluster - 1) * capacity + first - 1]);
            if (total < best) (best, start) = (total, first);
        }
        (_least[cluster * capacity + last], _start[cluster * capacity + last]) = (best, start);
    }
}
