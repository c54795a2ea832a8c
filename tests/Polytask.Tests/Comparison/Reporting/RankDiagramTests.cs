using Polytask.Comparison.Reporting;

namespace Polytask.Tests.Comparison.Reporting;

public sealed class RankDiagramTests
{
    // Demšar, Statistical Comparisons of Classifiers over Multiple Data Sets, JMLR 7, 2006, section 3.2.4: four classifiers on 14 data sets.
    [Fact]
    public void The_critical_difference_of_the_paper() => Assert.Equal(1.25, RankDiagram.CriticalDifference(4, 14), 0.005);
}
