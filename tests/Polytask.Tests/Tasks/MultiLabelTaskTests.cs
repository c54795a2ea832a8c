using Polytask.Tasks;

namespace Polytask.Tests.Tasks;

public sealed class MultiLabelTaskTests
{
    [Fact]
    public void Labels_are_found_sorted_and_trimmed()
    {
        var task = new MultiLabelTask().Fit("n", Labels.Of("sport | news", "none", "art"));
        Assert.Equal(["art", "news", "sport"], task.PredictionNames);
        Assert.Equal([0f, 1, 1], Encode(task, "sport|news"));
        Assert.Equal([0f, 0, 0], Encode(task, "none"));
        Assert.Equal([1f, 0, 0], Encode(task, "art|art"));
    }

    [Fact]
    public void Labels_are_written_in_their_order()
    {
        var task = new MultiLabelTask { Separator = ", ", Empty = "-" }.Fit("n", Labels.Of("b, a", "-"));
        Assert.Equal("a, b", task.Label([0.6f, 0.51f]));
        Assert.Equal("-", task.Label([0.5f, 0.1f]));
    }

    [Fact]
    public void One_label_will_do() => Assert.Equal(["a"], new MultiLabelTask().Fit("n", Labels.Of("a", "none")).PredictionNames);

    [Theory]
    [InlineData("a||b")]
    [InlineData("a|")]
    [InlineData("a|none")]
    public void A_list_with_holes_is_refused(string cell) =>
        Assert.Equal(
            $"data.csv:2  column 'n': expected labels separated by \"|\", or \"none\" alone, found \"{cell}\". Correct it.",
            Assert.Throws<DataException>(() => new MultiLabelTask().Fit("n", Labels.Of(cell))).Message);

    [Fact]
    public void An_unknown_label_is_refused() =>
        Assert.Equal(
            "data.csv:812  column 'n': \"sprot\" is not one of news, sport. Did you mean \"sport\"? Correct it, or add the label to tasks.n.labels.",
            Assert.Throws<DataException>(() => Encode(new MultiLabelTask().Fit("n", Labels.Of("news|sport")), "news|sprot")).Message);

    [Fact]
    public void Rows_without_any_label_are_too_little() =>
        Assert.Contains("is \"none\" in all 2 training rows", Assert.Throws<DataException>(() => new MultiLabelTask().Fit("n", Labels.Of("none", "none"))).Message);

    [Fact]
    public void Options_that_contradict_each_other_are_reported()
    {
        Assert.Empty(new MultiLabelTask { Labels = ["a"] }.Problems());
        Assert.Equal("labels", Assert.Single(new MultiLabelTask { Labels = [] }.Problems()).Key);
        Assert.Equal("separator", Assert.Single(new MultiLabelTask { Separator = "" }.Problems()).Key);
        Assert.Equal("labels", Assert.Single(new MultiLabelTask { Labels = ["a|b"] }.Problems()).Key);
        Assert.Equal("empty", Assert.Single(new MultiLabelTask { Empty = " " }.Problems()).Key);
        Assert.Equal("empty", Assert.Single(new MultiLabelTask { Labels = ["none"] }.Problems()).Key);
    }

    private static float[] Encode(PredictionTask task, string label)
    {
        float[] target = [.. Enumerable.Repeat(9f, task.TargetWidth)]; // memory that was used before
        task.Encode(label, Labels.Somewhere, target);
        return target;
    }
}
