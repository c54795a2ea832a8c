namespace Polytask.Metrics;

/// <summary>The rows by falling score for one class, put in order once and measured under any weights.</summary>
public sealed class Ranking
{
    private readonly int[] _rows;
    private readonly bool[] _positive;
    private readonly bool[] _endsTie;

    /// <summary>Puts rows in order.</summary>
    /// <param name="scores">One score per row; sorted in place.</param>
    /// <param name="positive">Whether a row is of the class.</param>
    public Ranking(float[] scores, Func<int, bool> positive)
    {
        _rows = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(scores, _rows);
        Array.Reverse(scores);
        Array.Reverse(_rows);
        _positive = [.. _rows.Select(positive)];
        _endsTie = new bool[scores.Length];
        for (var i = 0; i < scores.Length; i++) _endsTie[i] = i + 1 == scores.Length || scores[i] != scores[i + 1];
    }

    /// <summary>Area under the ROC curve and average precision; not defined without rows of the class, the area not without others either.</summary>
    public (double Auroc, double AveragePrecision) Measure(ReadOnlySpan<double> weights)
    {
        double hits = 0, misses = 0, tiedHits = 0, tiedMisses = 0, misordered = 0, precision = 0;
        for (var i = 0; i < _rows.Length; i++)
        {
            var weight = weights[_rows[i]];
            if (_positive[i]) tiedHits += weight;
            else tiedMisses += weight;
            if (!_endsTie[i]) continue;
            misordered += tiedHits * (misses + tiedMisses / 2);
            hits += tiedHits;
            misses += tiedMisses;
            if (tiedHits > 0) precision += tiedHits * hits / (hits + misses);
            (tiedHits, tiedMisses) = (0, 0);
        }
        return (1 - misordered / (hits * misses), precision / hits);
    }

    /// <summary>The ROC curve: after every tie, the share of rows of the class that score as high, and that of the others. Empty where there are not both.</summary>
    public (double Hits, double Misses)[] Curve(ReadOnlySpan<double> weights)
    {
        var (hits, misses, curve) = (0.0, 0.0, new List<(double Hits, double Misses)>());
        for (var i = 0; i < _rows.Length; i++)
        {
            if (_positive[i]) hits += weights[_rows[i]];
            else misses += weights[_rows[i]];
            if (_endsTie[i]) curve.Add((hits, misses));
        }
        return hits > 0 && misses > 0 ? [.. curve.Select(point => (point.Hits / hits, point.Misses / misses))] : [];
    }
}
