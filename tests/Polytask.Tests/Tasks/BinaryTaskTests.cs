using Polytask.Tasks;

namespace Polytask.Tests.Tasks;

public sealed class BinaryTaskTests
{
    [Theory]
    [InlineData("0,1", "0,1")]
    [InlineData("true,false", "false,true")]
    [InlineData("Yes,No,no,yes", "No,Yes")]
    [InlineData("1,0,true,no", "0,1")]
    [InlineData("spam,ham", "ham,spam")]
    [InlineData("yes,maybe", "maybe,yes")]
    public void Any_two_labels_will_do_and_the_positive_one_is_last(string labels, string names) =>
        Assert.Equal(names.Split(','), new BinaryTask().Fit("n", Labels.Of(labels.Split(','))).PredictionNames);

    [Fact]
    public void Words_for_yes_and_no_mean_the_same_in_any_case_and_spelling()
    {
        var task = new BinaryTask().Fit("n", Labels.Of("yes", "no"));
        Assert.Equal([1f, 1, 1, 0, 0, 0], new[] { "YES", "true", "1", "0", "False", "no" }.Select(label => Encode(task, label)));
    }

    [Theory]
    [InlineData("ham", "spam,ham")]
    [InlineData("spam", "ham,spam")]
    public void The_positive_label_can_be_stated(string positive, string names) =>
        Assert.Equal(names.Split(','), new BinaryTask { Positive = positive }.Fit("n", Labels.Of("spam", "ham")).PredictionNames);

    [Fact]
    public void No_may_be_the_positive_label()
    {
        var task = new BinaryTask { Positive = "0" }.Fit("n", Labels.Of("yes", "no"));
        Assert.Equal(["yes", "no"], task.PredictionNames);
        Assert.Equal([1f, 0], new[] { "false", "1" }.Select(label => Encode(task, label)));
    }

    [Fact]
    public void A_positive_label_that_is_none_is_refused() =>
        Assert.Equal(
            "tasks.n.positive: \"spma\" is not one of ham, spam. Did you mean \"spam\"? Correct it, or take it out.",
            Assert.Throws<ConfigurationException>(() => new BinaryTask { Positive = "spma" }.Fit("n", Labels.Of("spam", "ham"))).Message);

    [Fact]
    public void A_third_label_is_refused_and_the_rarest_is_blamed() =>
        Assert.Equal(
            "data.csv:4  column 'n': \"hame\" is not one of ham, spam. Did you mean \"ham\"? Correct it; a binary task has two classes.",
            Assert.Throws<DataException>(() => new BinaryTask().Fit("n", Labels.Of("ham", "spam", "hame", "spam", "ham"))).Message);

    [Theory]
    [InlineData("a,a")]
    [InlineData("yes,1,true")]
    public void One_class_is_too_few(string labels) =>
        Assert.Contains("are of one class", Assert.Throws<DataException>(() => new BinaryTask().Fit("n", Labels.Of(labels.Split(',')))).Message);

    private static float Encode(PredictionTask task, string label)
    {
        var target = new float[1];
        task.Encode(label, Labels.Somewhere, target);
        return target[0];
    }
}
