using Polytask.Comparison.Search;

namespace Polytask.Tests.Comparison.Search;

public sealed class TuningGainTests
{
    [Theory]
    [InlineData(0.5, 2, 0.25, "and by 0.50 % on test rows: 25 % of the 2.00 % that mgda gains over the run file.")]
    [InlineData(3, 2, 1.0, "and by 3.00 % on test rows: 100 % of the 2.00 % that mgda gains over the run file.")]
    [InlineData(-1, 2, 0.0, "and by -1.00 % on test rows: 0 % of the 2.00 % that mgda gains over the run file.")]
    [InlineData(1, -0.5, null, "and by 1.00 % on test rows; mgda gains nothing over the run file there.")]
    [InlineData(1, 0, null, "and by 1.00 % on test rows.")]
    public void It_says_which_share_of_the_gain_is_tuning(double test, double chosen, double? share, string said)
    {
        var gain = new TuningGain("weights 1", 1.5, test, "mgda", chosen);
        Assert.Equal(share, gain.Share);
        Assert.Equal($"Tuning the weights alone (weights 1) makes Δm lower by 1.50 % on validation rows, where they were found, {said}", gain.Sentence);
    }

    [Fact]
    public void Where_the_weights_are_chosen_themselves_there_is_no_more_to_say() =>
        Assert.EndsWith("by 2.00 % on test rows.", new TuningGain("weights 1", 1.5, 2, "weights 1", 2).Sentence, StringComparison.Ordinal);
}
