using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

/// <summary>What holds for every method of gradients that is tested one by one beside.</summary>
public sealed class GradientMethodContractTests
{
    private static readonly Dictionary<string, BalancerOptions> Methods = new()
    {
        ["pcgrad"] = new PCGrad(),
        ["gradvac"] = new GradVac { Beta = 0.5 },
        ["gradnorm"] = new GradNorm(),
        ["ntkmtl"] = new Ntkmtl(),
        ["rgw"] = new RandomGradients(),
        ["gradient_normalisation"] = new GradientNormalisation(),
        ["modo"] = new MoDo { Gamma = 0.1 },
        ["sdmgrad"] = new SdmGrad(),
        ["cr_mogm"] = new CrMogm { Method = new GradNorm() },
        ["log_loss"] = new LogLossBalancing { Method = new MoDo() },
        ["log_loss of rows"] = new LogLossBalancing { Method = new AdaTask() },
        ["graddrop"] = new GradDrop(),
        ["trimmed_mean"] = new TrimmedMean(),
        ["moco"] = new MoCo(),
        ["moco normalised"] = new MoCo { Normalised = true },
        ["db_mtl"] = new DbMtl(),
        ["excess_mtl"] = new ExcessMtl { StepSize = 1 },
        ["config_momentum"] = new ConfigMomentum(),
        ["adatask"] = new AdaTask(),
    };

    private static readonly Gen<double[][]> Gradients = Gen.Double[-2, 2].Array[5].Array[3];
    private static readonly Gen<double[]> Losses = Gen.Double[0.1, 3].Array[3];

    public static TheoryData<string> Names => [.. Methods.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Directions_stay_finite_whatever_the_gradients(string name)
    {
        double[][][] awkward =
        [
            [[0, 0, 0], [1, 2, 3], [-1, 0, 1]],
            [[0, 0, 0], [0, 0, 0], [0, 0, 0]],
            [[1, 2, 3], [1, 2, 3], [1, 2, 3]],
            [[1, 2, 3], [-1, -2, -3], [2, 4, 6]],
            [[1, 0, 0], [-0.5, 0.8, 0], [-0.5, -0.8, 0]],
        ];
        foreach (var rows in awkward)
            foreach (var scale in (double[])[1, 1e-10, 1e10])
            {
                var method = Methods[name].Create(Directions.Problem(3, 3));
                double[][] scaled = [.. rows.Select((row, i) => row.Select(x => i == 0 ? x * scale : x).ToArray())];
                for (var step = 0; step < 3; step++)
                    Assert.All(Directions.Of(method, scaled, [1, 2, 3], step), x => Assert.True(double.IsFinite(x)));
                Assert.All(method.Memory, memory => Assert.All(memory.Numbers, x => Assert.False(double.IsInfinity(x))));
            }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_single_task_is_followed(string name)
    {
        var method = Methods[name] is TrimmedMean ? new TrimmedMean { Trim = 0 } : Methods[name];
        foreach (var scale in (double[])[1, 1e-10, 1e10])
        {
            double[] row = [scale, -2 * scale, 0.5 * scale];
            var balancer = method.Create(Directions.Problem(1, 3));
            for (var step = 0; step < 3; step++)
            {
                var direction = Directions.Of(balancer, [row], [2], step);
                Assert.All(row.Zip(direction), pair => Assert.True(double.IsFinite(pair.Second) && pair.First * pair.Second > 0));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_remembered_is_all_that_a_method_needs_to_go_on(string name) =>
        Gen.Select(Gradients, Gradients, Gradients).ForAll((first, second, third) =>
        {
            var (method, other) = (Methods[name].Create(Directions.Problem(3, 5)), Methods[name].Create(Directions.Problem(3, 5)));
            Directions.Of(method, first, [1, 2, 3], 0);
            Directions.Of(method, second, [0.9, 1.7, 3.1], 1);
            Directions.Restore(method, other);
            Assert.Equal(Directions.Of(method, third, [0.8, 1.5, 2], 2), Directions.Of(other, third, [0.8, 1.5, 2], 2));
        }, iter: 20);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_task_without_label_keeps_what_is_remembered_of_it(string name) =>
        Gen.Select(Gradients, Gradients).ForAll((first, second) =>
        {
            var method = Methods[name].Create(Directions.Problem(3, 5));
            Directions.Of(method, first, [1, 2, 3], 0);
            var before = OfTaskB(method);
            var step = new BalancingStep(3);
            Steps.Begin(step, [0.7, double.NaN, 2], number: 1);
            if (step.Count < method.FewestTasks) return;
            Assert.Equal(5, Directions.Of(method, second, step).Length);
            Assert.Equal(before, OfTaskB(method));
        }, iter: 20);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_the_tasks_does_not_matter(string name)
    {
        if (Methods[name] is PCGrad or GradVac or RandomGradients) return; // They visit the tasks in an order, which is random, or draw the first number for the first task.
        Gen.Select(Gradients, Gradients, Losses, Gen.Shuffle(new[] { 0, 1, 2 })).ForAll((first, second, losses, order) =>
        {
            var (method, other) = (Methods[name].Create(Directions.Problem(3, 5)), Methods[name].Create(Directions.Problem(3, 5)));
            for (var step = 0; step < 2; step++)
            {
                var rows = step == 0 ? first : second;
                var direction = Directions.Of(method, rows, losses, step);
                // Sums of single precision in another order.
                Directions.Close(direction, Directions.Of(other, [.. order.Select(i => rows[i])], [.. order.Select(i => losses[i])], step), 1e-4);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Methods_that_remember_parameters_refuse_the_representation(string name)
    {
        var options = (GradientBalancing)Methods[name];
        var remembers = options.Create(Directions.Problem(3, 5)) is JacobianBalancer rows && rows.Buffers.Any();
        Assert.Equal(remembers, options.FeaturesProblem is not null);
    }

    private static List<double> OfTaskB(Balancer method)
    {
        List<double> numbers = [.. method.Memory.Where(memory => memory.Numbers.Length is 3 or 4).Select(memory => memory.Numbers[1])];
        if (method is JacobianBalancer rows)
            foreach (var (name, buffer) in rows.Buffers.Where(line => line.Name.EndsWith(".1", StringComparison.Ordinal))) numbers.AddRange(buffer.ToArray().Select(x => (double)x));
        return numbers;
    }
}
