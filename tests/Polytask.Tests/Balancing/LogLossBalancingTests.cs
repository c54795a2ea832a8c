using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class LogLossBalancingTests
{
    private static readonly Gen<(double[][], double[])> Inputs = Gen.Select(Gen.Double[-2, 2].Array[4].Array[3], Gen.Double[0.1, 3].Array[3]);

    [Fact]
    public void Weights_are_those_of_the_logarithms_gradients() => Inputs.ForAll((rows, losses) =>
    {
        var inner = new GradVac { Order = VisitOrder.Rising };
        var step = Steps.Step(losses, Steps.Gramian(rows));
        var weights = Steps.Weights((Weighting)new LogLossBalancing { Method = inner }.Create(Steps.Problem(3)), step);
        Directions.Close(Directions.Of(inner, [.. rows.Zip(losses, Divided)]), Directions.Combination(rows, weights), 1e-11);
        Directions.Close([.. losses.Select(loss => 1 / loss)], step.OwnWeights.ToArray(), 1e-15);
        for (var i = 0; i < 3; i++) Assert.Equal(Steps.Gramian(rows)[i].ToArray(), step.Gramian[i].ToArray());
    });

    [Fact]
    public void Weights_of_own_parameters_are_multiplied()
    {
        var step = Steps.Step([1, 4], Steps.Gramian([[2, 0], [0, 1]]));
        Steps.Weights((Weighting)new LogLossBalancing { Method = new Ntkmtl() }.Create(Steps.Problem(2)), step);
        // The gradients of the logarithms are (2, 0) and (0, 1/4); Ntkmtl gives both the length √(65/32).
        Directions.Close([Math.Sqrt(65 / 32.0) / 2, Math.Sqrt(65 / 32.0)], step.OwnWeights.ToArray(), 1e-14);
    }

    [Fact]
    public void Units_of_a_loss_do_not_matter()
    {
        foreach (var inner in (BalancerOptions[])[new PCGrad(), new GradientNormalisation(), new TrimmedMean(), new MoCo(), new GradDrop()])
            Inputs.ForAll((rows, losses) =>
            {
                double[] Direction(double unit) => Directions.Of(new LogLossBalancing { Method = inner },
                    [.. rows.Select((row, i) => i == 1 ? [.. row.Select(x => unit * x)] : row)], [losses[0], unit * losses[1], losses[2]]);
                Directions.Close(Direction(1), Direction(1024), 1e-6); // Single precision.
            }, iter: 20);
    }

    [Fact]
    public void Rows_are_divided_by_the_loss_before_a_method_sees_them() => Inputs.ForAll((rows, losses) =>
    {
        var step = Steps.Step(losses);
        var direction = Directions.Of(new LogLossBalancing { Method = new TrimmedMean { Trim = 0 } }.Create(Directions.Problem(3, 4)), rows, step);
        double[][] divided = [.. rows.Zip(losses, Divided)];
        Directions.Close(Directions.Combination(divided, [1 / 3.0, 1 / 3.0, 1 / 3.0]), direction, 1e-6); // Single precision.
        Directions.Close([.. losses.Select(loss => 1 / loss)], step.OwnWeights.ToArray(), 1e-15);
    });

    [Fact]
    public void A_loss_below_0_is_an_error()
    {
        foreach (var inner in (BalancerOptions[])[new PCGrad(), new AdaTask()])
            Assert.StartsWith("balancing 'log_loss': expected losses of at least 0, found -0.3 for task 'b'. ",
                Assert.Throws<TrainingException>(() => Directions.Of(new LogLossBalancing { Method = inner }, [[1, 0], [0, 1]], [1, -0.3])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_whose_loss_is_0_leaves_the_step_to_the_others()
    {
        foreach (var inner in (BalancerOptions[])[new PCGrad(), new TrimmedMean { Trim = 0 }])
        {
            double[][] rows = [[4, 2], [0, 0]];
            Assert.Equal(Directions.Of(new LogLossBalancing { Method = inner }, rows, [2, 1]), Directions.Of(new LogLossBalancing { Method = inner }, rows, [2, 0]));
        }
    }

    [Fact]
    public void Methods_of_losses_are_refused() =>
        Assert.Equal("balancing.method: 'log_loss' expects a method that looks at gradients, and 'equal' is none. Choose another, 'pcgrad' for one.",
            Assert.Throws<ConfigurationException>(() => new LogLossBalancing { Method = new Equal() }.Create(Steps.Problem(2))).Message);

    [Fact]
    public void It_remembers_what_the_method_does()
    {
        var method = (JacobianBalancer)new LogLossBalancing { Method = new AdaTask() }.Create(Directions.Problem(2, 3));
        Assert.Equal(["steps"], method.Memory.Select(memory => memory.Name));
        Assert.Equal(["first_moment.0", "first_moment.1", "second_moment.0", "second_moment.1"], method.Buffers.Select(line => line.Name));
    }

    private static double[] Divided(double[] row, double loss) => [.. row.Select(x => x / loss)];
}
