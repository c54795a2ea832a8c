using Polytask.Data;
using Polytask.Tasks;
using Polytask.Testing;

namespace Polytask.Tests.Tasks;

public sealed class VerificationTaskTests
{
    private static readonly string[] Names = ["ann", "ben", "ann", "cleo", "dan"];

    [Fact]
    public void It_is_a_task() => TaskContract.Holds(new VerificationTask { Width = 32 }, Names);

    [Fact]
    public void Identities_that_training_has_not_seen_are_told_apart_and_cost_a_guess()
    {
        var task = new VerificationTask { Width = 4 }.Fit("person", Labels.Of(Names));
        float[] Encode(string name)
        {
            var target = new float[1];
            task.Encode(name, Labels.Somewhere, target);
            return target;
        }
        Assert.Equal(Encode("eve"), Encode("eve"));
        Assert.Equal(6, new[] { "ann", "ben", "cleo", "dan", "eve", "finn" }.Select(name => Encode(name)[0]).Distinct().Count());
        Assert.Equal("finn", task.TargetLabel(Encode("finn")));
        float[] gradient = [1, 1, 1, 1];
        Assert.Equal(Math.Log(4), task.Loss([1, 2, 3, 4], Encode("eve"), gradient));
        Assert.Equal(new float[4], gradient);
    }

    [Fact]
    public void Rows_of_unseen_identities_are_compared_by_their_directions()
    {
        var task = new VerificationTask { Width = 2 }.Fit("person", Labels.Of(Names));
        var metrics = task.CreateMetrics();
        foreach (var (name, outputs) in new[] { ("eve", new[] { 5f, 0.1f }), ("eve", [1f, 0]), ("finn", [0, 3f]), ("finn", [-0.1f, 1f]) })
        {
            float[] target = new float[1], prediction = new float[2];
            task.Encode(name, Labels.Somewhere, target);
            task.Predict(outputs, prediction);
            metrics.Add(prediction, target);
        }
        Assert.Equal(["pair_auroc", "equal_error_rate", "tar_at_far_0.01", "tar_at_far_0.001"], metrics.Select(metric => metric.Name));
        Assert.Equal([1, 0, 1, 1], metrics.Select(metric => metric.Value));
    }

    [Fact]
    public void One_identity_alone_is_refused() =>
        Assert.Contains("are of one class, \"ann\"", Assert.Throws<DataException>(() => new VerificationTask().Fit("person", Labels.Of("ann", "ann"))).Message);
}
