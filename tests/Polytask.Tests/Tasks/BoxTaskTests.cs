using Polytask.Data;
using Polytask.Tasks;
using Polytask.Testing;

namespace Polytask.Tests.Tasks;

public sealed class BoxTaskTests
{
    private static readonly string[] Boxes = ["0.1 0.2 0.5 0.9", "0.3 0.25 0.6 0.5", "0 0 1 1"];

    [Theory]
    [InlineData(BoxLoss.SmoothL1)]
    [InlineData(BoxLoss.Iou)]
    public void It_is_a_task(BoxLoss loss) => TaskContract.Holds(new BoxTask { Loss = loss }, Boxes, learns: false);

    [Theory]
    [InlineData(BoxLoss.SmoothL1)]
    [InlineData(BoxLoss.Iou)]
    public void Going_down_the_loss_leads_to_the_box(BoxLoss loss)
    {
        var task = new BoxTask { Loss = loss }.Fit("place", Labels.Of(Boxes));
        var metrics = task.CreateMetrics();
        foreach (var label in Boxes)
        {
            float[] target = new float[4], outputs = new float[4], gradient = new float[4], box = new float[4];
            task.Encode(label, Labels.Somewhere, target);
            for (var step = 0; step < 2000; step++)
            {
                task.Loss(outputs, target, gradient);
                for (var i = 0; i < 4; i++) outputs[i] -= 0.05f * gradient[i] * (1 - step / 2000f);
            }
            task.Predict(outputs, box);
            metrics.Add(box, target);
        }
        Assert.Equal(1, metrics[0].Value, 1e-3); // the last steps are 1e-5 of a deviation
        Assert.Equal(1, metrics[1].Value);
    }

    [Fact]
    public void The_mean_box_is_predicted_where_nothing_is_known()
    {
        var (task, box) = (new BoxTask().Fit("place", Labels.Of("0.1 0.2 0.3 0.6", "0.3 0.2 0.5 0.6")), new float[4]);
        task.Predict(new float[4], box);
        Assert.Equal("0.2 0.2 0.4 0.6", task.Label(box));
    }

    [Theory]
    [InlineData("0.1 0.2 0.3")]
    [InlineData("0.1 0.2 0.3 0.4 0.5")]
    [InlineData("0.5 0.2 0.3 0.4")]
    [InlineData("0.1 0.4 0.3 0.4")]
    [InlineData("-0.1 0.2 0.3 0.4")]
    [InlineData("0.1 0.2 0.3 1.4")]
    [InlineData("10 20 30 40")]
    [InlineData("0.1 0.2 NaN 0.4")]
    [InlineData("0,1 0,2 0,3 0,4")]
    public void What_is_no_box_is_refused_at_its_place(string label) =>
        Assert.Equal(
            $"data.csv:3  column 'place': expected left, top, right and bottom of a box in shares of the image, such as 0.1 0.25 0.6 0.9, found \"{label}\". Correct it, or leave the cell empty where there is none.",
            Assert.Throws<DataException>(() => new BoxTask().Fit("place", Labels.Of(Boxes[0], label))).Message);
}
