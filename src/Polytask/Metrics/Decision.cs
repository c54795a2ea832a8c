namespace Polytask.Metrics;

/// <summary>Which class the probabilities of all classes stand for.</summary>
/// <param name="probabilities">[classes].</param>
public delegate int Decision(ReadOnlySpan<float> probabilities);

/// <summary>The usual decisions.</summary>
public static class Decide
{
    /// <summary>The most probable class, the first of them if several are: fewest wrong rows.</summary>
    public static int MostProbable(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        for (var k = 1; k < probabilities.Length; k++)
            if (probabilities[k] > probabilities[best]) best = k;
        return best;
    }

    /// <summary>The median of ordered classes, the first that is reached with probability 1/2: fewest ranks off.</summary>
    public static int Median(ReadOnlySpan<float> probabilities)
    {
        var (rank, reached) = (0, (double)probabilities[0]);
        while (reached < 0.5 && rank < probabilities.Length - 1) reached += probabilities[++rank];
        return rank;
    }
}
