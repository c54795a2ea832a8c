namespace Polytask.Cli.Tests.Documentation;

/// <summary>What counts as the output that a page shows.</summary>
public sealed class OutputTests
{
    [Theory]
    [InlineData("accuracy 0.83  848 rows", "accuracy   0.81  848 rows")]
    [InlineData("a\n…\nz", "a\nb\nc\nz")]
    [InlineData("epoch 1/20  loss 1.16  score 0.81 (best)  472 steps/s, 0 s left", "epoch 1/20  loss 1.16  score 0.81  1,300 steps/s, 1:10 min left")]
    public void Small_differences_of_training_are_passed_over(string shown, string printed) => Assert.Null(Output.Difference(shown, printed));

    [Theory]
    [InlineData("accuracy 0.83", "accuracy 0.75")]
    [InlineData("848 rows", "849 rows")]
    [InlineData("accuracy 0.83", "macro_f1 0.83")]
    [InlineData("a\n…\nz", "a\nb\nc")]
    [InlineData("a", "a\nb")]
    [InlineData("…", "a")]
    public void Other_words_and_other_figures_are_found(string shown, string printed) => Assert.NotNull(Output.Difference(shown, printed));

    [Fact]
    public void Tidy_output_has_no_blanks_around_it_and_no_place_of_this_machine() =>
        Assert.Equal("\u2500\u2500\nruns/reviews", Output.Tidy($" \n\u2500\u2500  \r\n{Path.Combine("/tmp", "work", "runs")}/reviews\n\n", Path.Combine("/tmp", "work")));
}
