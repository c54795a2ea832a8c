using Polytask.Data;
using Polytask.Tasks;

namespace Polytask.Tests.Tasks;

public sealed class ClassificationTaskTests
{
    [Fact]
    public void Classes_are_sorted_by_code_points_or_as_numbers()
    {
        Assert.Equal(["Zoo", "ant", "bee"], Names(new(), "bee", "ant", "Zoo", "ant"));
        Assert.Equal(["-1", "2", "10"], Names(new(), "10", "2", "-1"));
    }

    [Fact]
    public void Stated_classes_keep_their_order_and_may_lack_rows() =>
        Assert.Equal(["c", "a", "b"], Names(new() { Classes = ["c", "a", "b"] }, "a", "b"));

    [Fact]
    public void An_unknown_label_is_named_with_its_place_and_the_nearest_class()
    {
        var task = new ClassificationTask().Fit("sentiment", Labels.Of("negative", "positive"));
        var error = Assert.Throws<DataException>(() => task.Encode("postive", new Place("reviews.csv", 812), new float[1]));
        Assert.Equal("reviews.csv:812  column 'sentiment': \"postive\" is not one of negative, positive. Did you mean \"positive\"? Correct it, or add the class to tasks.sentiment.classes.", error.Message);
    }

    [Fact]
    public void Of_many_classes_the_first_are_named()
    {
        var task = new ClassificationTask().Fit("n", Labels.Of(Enumerable.Range(1, 50).Select(i => $"class{i:00}")));
        var error = Assert.Throws<DataException>(() => task.Encode(new string('x', 500), Labels.Somewhere, new float[1]));
        Assert.Contains("class08 and 42 more.", error.Message);
        Assert.True(error.Message.Length < 300);
    }

    [Fact]
    public void A_training_label_outside_the_stated_classes_is_refused_at_its_place() =>
        Assert.StartsWith("data.csv:3  column 'n': \"c\"", Assert.Throws<DataException>(() => new ClassificationTask { Classes = ["a", "b"] }.Fit("n", Labels.Of("a", "c"))).Message, StringComparison.Ordinal);

    [Fact]
    public void One_class_is_too_few_even_where_more_are_stated()
    {
        var error = Assert.Throws<DataException>(() => new ClassificationTask { Classes = ["a", "b"] }.Fit("n", Labels.Of("a", "a")));
        Assert.Equal("tasks.n: all 2 training labels of column 'n' are of one class, \"a\". Expected at least two classes; check the column and the split, or leave the task out.", error.Message);
    }

    [Fact]
    public void A_class_with_one_row_is_a_class() => Assert.Equal(["a", "b"], Names(new(), "a", "a", "b", "a"));

    [Fact]
    public void Balanced_weights_make_classes_equal_and_the_mean_row_1()
    {
        var task = new ClassificationTask { Classes = ["a", "b", "c"], LabelSmoothing = 0, ClassWeights = ClassWeighting.Balanced }.Fit("n", Labels.Of("a", "a", "a", "b"));
        Assert.Equal(4 / 6.0 * Math.Log(3), Loss(task, "a"), 1e-6); // the weight is a float
        Assert.Equal(4 / 2.0 * Math.Log(3), Loss(task, "b"), 1e-6);
        Assert.Equal(Math.Log(3), Loss(task, "c"), 1e-6);
    }

    [Fact]
    public void Root_weights_make_a_class_count_as_the_root_of_its_rows()
    {
        Assert.Equal([5 / 6f, 5 / 3f, 1], ClassWeighting.Root.Weights([4, 1, 0]));
        Assert.Equal([1f, 1, 1], ClassWeighting.None.Weights([4, 1, 0]));
    }

    [Fact]
    public void Stated_weights_count_and_the_others_are_1()
    {
        var task = new ClassificationTask { LabelSmoothing = 0, Weights = new Dictionary<string, double> { ["b"] = 0.25 } }.Fit("n", Labels.Of("a", "b"));
        Assert.Equal(Math.Log(2), Loss(task, "a"), 1e-12);
        Assert.Equal(0.25 * Math.Log(2), Loss(task, "b"), 1e-12);
    }

    [Fact]
    public void A_weight_for_no_class_is_refused()
    {
        var options = new ClassificationTask { LabelSmoothing = 0, Weights = new Dictionary<string, double> { ["negativ"] = 2 } };
        var error = Assert.Throws<ConfigurationException>(() => options.Fit("n", Labels.Of("negative", "positive")));
        Assert.Equal("tasks.n.weights: \"negativ\" is not one of negative, positive. Did you mean \"negative\"? Correct it, or take it out.", error.Message);
    }

    /// <summary>Label smoothing helps where there are many classes to confuse, and costs accuracy where there are two.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 0.1)]
    public void Labels_are_smoothed_where_there_are_more_than_two_classes(int classes, double smoothing)
    {
        var labels = Labels.Of([.. Enumerable.Range(0, classes).Select(c => $"{c}")]);
        var (task, stated) = (new ClassificationTask().Fit("n", labels), new ClassificationTask { LabelSmoothing = smoothing }.Fit("n", labels));
        var (outputs, gradient) = (Enumerable.Range(0, classes).Select(c => (float)c).ToArray(), new float[classes]);
        Assert.Equal(stated.Loss(outputs, [0], gradient), task.Loss(outputs, [0], gradient));
    }

    [Fact]
    public void Options_that_contradict_each_other_are_reported()
    {
        Assert.Empty(new ClassificationTask { Classes = ["a", "b"] }.Problems());
        Assert.Equal("classes", Assert.Single(new ClassificationTask { Classes = ["a"] }.Problems()).Key);
        Assert.Contains("\"a\" stands there 2 times", Assert.Single(new ClassificationTask { Classes = ["a", "b", "a"] }.Problems()).Message);
        Assert.Contains("empty", Assert.Single(new ClassificationTask { Classes = ["a", ""] }.Problems()).Message);
        Assert.Equal(
            ["weights", "weights", "weights"],
            new ClassificationTask { LabelSmoothing = 0, Weights = new Dictionary<string, double> { ["a"] = -1, ["b"] = double.NaN }, ClassWeights = ClassWeighting.Balanced }.Problems().Select(problem => problem.Key));
    }

    private static IReadOnlyList<string> Names(ClassificationTask options, params string[] labels) => options.Fit("n", Labels.Of(labels)).PredictionNames;

    private static double Loss(PredictionTask task, string label)
    {
        var target = new float[1];
        task.Encode(label, Labels.Somewhere, target);
        return task.Loss(new float[task.OutputWidth], target, new float[task.OutputWidth]);
    }
}
