using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class EqualTests
{
    [Fact]
    public void Every_task_counts_once()
    {
        var weights = new double[3];
        new Equal().Create(3).Weigh([0.5, double.NaN, 100], weights);
        Assert.Equal([1, 1, 1], weights);
    }
}
