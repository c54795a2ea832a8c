using Polytask.Tasks;

namespace Polytask.Tests.Tasks;

public sealed class OrdinalTaskTests
{
    [Fact]
    public void Numbers_have_an_order_already() =>
        Assert.Equal(["-1", "0.5", "2", "10"], new OrdinalTask().Fit("n", Labels.Of("10", "2", "-1", "0.5", "2")).PredictionNames);

    [Fact]
    public void Words_need_a_stated_order() =>
        Assert.Equal(
            "data.csv:3  column 'size': \"small\" is not a number, so the order of the classes is not known. State it, lowest first, under tasks.size.order.",
            Assert.Throws<DataException>(() => new OrdinalTask().Fit("size", Labels.Of("1", "small"))).Message);

    [Fact]
    public void A_label_outside_the_order_is_refused() =>
        Assert.Equal(
            "data.csv:4  column 'size': \"hihg\" is not one of low, high. Did you mean \"high\"? Correct it, or add the class to tasks.size.order.",
            Assert.Throws<DataException>(() => new OrdinalTask { Order = ["low", "high"] }.Fit("size", Labels.Of("low", "high", "hihg"))).Message);

    [Fact]
    public void One_class_is_too_few() =>
        Assert.Contains("are of one class", Assert.Throws<DataException>(() => new OrdinalTask { Order = ["low", "high"] }.Fit("n", Labels.Of("low"))).Message);

    [Fact]
    public void The_head_answers_one_question_per_step_and_the_median_is_the_label()
    {
        var task = new OrdinalTask().Fit("stars", Labels.Of("1", "2", "3"));
        Assert.Equal(2, task.OutputWidth);
        var prediction = new float[3];
        task.Predict([0.4f, -0.5f], prediction); // above 1 with 0.599, above 2 with 0.599 × 0.378
        Assert.Equal([0.401312f, 0.372661f, 0.226027f], prediction, (x, y) => Math.Abs(x - y) < 1e-5f); // six digits
        Assert.Equal("2", task.Label(prediction));
    }

    [Fact]
    public void The_order_is_checked() => Assert.Equal("order", Assert.Single(new OrdinalTask { Order = ["low"] }.Problems()).Key);
}
