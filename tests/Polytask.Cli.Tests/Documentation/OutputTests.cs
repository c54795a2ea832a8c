namespace Polytask.Cli.Tests.Documentation;

/// <summary>What counts as the output that a page shows.</summary>
public sealed class OutputTests
{
    [Theory]
    [InlineData("accuracy 0.83  848 rows", "accuracy   0.81  848 rows")]
    [InlineData("a\n…\nz", "a\nb\nc\nz")]
    [InlineData("epoch 1/20  score 0.81 (best)", "epoch 1/20  score 0.81")]
    [InlineData("the parameters of epoch 4.", "the parameters of epoch 12.")]
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
    public void Tidy_output_has_no_blanks_around_it_and_nothing_of_this_machine() =>
        Assert.Equal("epoch 1/2\n\nruns/reviews", Output.Tidy($" \nepoch 1/2  1,300 steps/s, 1:10 min left\n  \r\n{Path.Combine("/tmp", "work", "runs")}/reviews\n\n", Path.Combine("/tmp", "work")));
}
