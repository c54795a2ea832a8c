using CsCheck;
using Polytask.Metrics;

namespace Polytask.Tests.Metrics;

public sealed class CalibrationBinsTests
{
    [Fact]
    public void Equals_the_definition_over_bins() =>
        Gen.Select(Gen.Int[512, 1024].Select(i => i / 1024f), Gen.Bool, Gen.Int[0, 3]).List[1, 40].ForAll(rows =>
        {
            var bins = new CalibrationBins();
            foreach (var (confidence, correct, weight) in rows) bins.Add([1 - confidence, confidence], [(confidence > 0.5f) == correct ? 1 : 0], weight);
            var total = rows.Sum(row => row.Item3);
            var expected = rows.GroupBy(row => Math.Ceiling((double)row.Item1 * 15)).Sum(bin =>
            {
                var weight = (double)bin.Sum(row => row.Item3);
                return weight == 0 ? 0 : weight / total * Math.Abs(bin.Sum(row => row.Item2 ? row.Item3 : 0) / weight - bin.Sum(row => row.Item3 * (double)row.Item1) / weight);
            });
            Assert.Equal(total > 0 ? expected : double.NaN, bins.ExpectedError, 1e-12);
        }, iter: 200);

    [Fact]
    public void Confidence_that_comes_true_has_no_error()
    {
        var bins = new CalibrationBins();
        for (var row = 0; row < 4; row++) bins.Add([0.25f, 0.75f], [row < 3 ? 1 : 0], 1);
        Assert.Equal(0, bins.ExpectedError);
        Assert.Equal(4, bins.Weight(11));
        Assert.Equal(0.75, bins.Accuracy(11));
        Assert.Equal(0.75, bins.Confidence(11));
    }

    [Fact]
    public void Certainty_that_is_wrong_has_the_whole_error()
    {
        var bins = new CalibrationBins();
        bins.Add([0, 1], [0], 1);
        Assert.Equal(1, bins.ExpectedError);
    }
}
