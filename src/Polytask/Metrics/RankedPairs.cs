namespace Polytask.Metrics;

/// <summary>Pairs of rows by falling score.</summary>
/// <param name="Ranking">Their order; its rows are places in <paramref name="Pairs"/>.</param>
/// <param name="Pairs">The two rows of each.</param>
public sealed record RankedPairs(Ranking Ranking, IReadOnlyList<(int First, int Second)> Pairs);
