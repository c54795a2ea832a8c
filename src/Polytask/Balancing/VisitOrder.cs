namespace Polytask.Balancing;

/// <summary>In which order a method visits the other tasks. Users have random order; the others are for comparison with numbers of other programs.</summary>
internal enum VisitOrder
{
    Random,
    Rising,
    Falling,
}

internal static class VisitOrders
{
    /// <summary>Fills a list with the order of one visit.</summary>
    public static void Fill(this VisitOrder order, Span<int> visits, BalancingStep step)
    {
        for (var i = 0; i < visits.Length; i++) visits[i] = order == VisitOrder.Falling ? visits.Length - 1 - i : i;
        if (order == VisitOrder.Random) step.Random.Shuffle(visits);
    }
}
