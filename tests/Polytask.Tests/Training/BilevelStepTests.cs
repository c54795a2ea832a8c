using Polytask.Balancing;
using Polytask.Gradients;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Testing;
using Polytask.Training;
using TorchSharp;

namespace Polytask.Tests.Training;

public sealed class BilevelStepTests
{
    // Sums of some hundred products in float, in another order.
    private const double Float = 1e-5;

    private static readonly SharingOptions Smooth = new HardSharing { Trunk = [new DenseStage { Width = 6, Dropout = 0, Activation = ActivationFunction.Tanh }] };

    private static readonly Dictionary<string, BalancerOptions> Methods = new()
    {
        ["auto_lambda"] = new AutoLambda { LearningRate = 0.01 },
        ["moml"] = new Moml { LearningRate = 0.01 },
        ["forum"] = new Forum { LearningRate = 0.01, InnerRate = 0.05 },
    };

    public static TheoryData<string> Names => [.. Methods.Keys];

    [Fact]
    public void Parameters_come_back_bit_for_bit_and_all_of_them_can_move()
    {
        using var model = new Model((model, step, problem) =>
        {
            var store = model.Network.Parameters;
            var before = ParameterSnapshot.Take(store);
            var direction = problem.Gradient(BatchHalf.Inner, Ones(step));
            problem.Move(direction, -0.3);
            problem.Move(problem.Gradient(BatchHalf.Outer, Ones(step)), 0.7);
            Assert.All(before.Arrays.Zip(ParameterSnapshot.Take(store).Arrays), pair => Assert.NotEqual(pair.First.Values, pair.Second.Values));
            problem.Return();
            Assert.All(before.Arrays.Zip(ParameterSnapshot.Take(store).Arrays), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
            problem.Move(direction, 0.1); // and a method that forgets to return is returned
        }, new Sgd { LearningRate = 1e-9 });
        var before = ParameterSnapshot.Take(model.Network.Parameters);
        model.Run(20);
        // No half has a weight, so the step itself has no gradient.
        Assert.All(before.Arrays.Zip(ParameterSnapshot.Take(model.Network.Parameters).Arrays), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
    }

    [Fact]
    public void Losses_gradients_and_products_are_those_of_the_halves_where_the_parameters_are()
    {
        using var model = new Model((model, step, problem) =>
        {
            var (network, setup) = (model.Network, model.Setup);
            problem.Move(problem.Gradient(BatchHalf.Inner, Ones(step)), -0.2);
            foreach (var half in new[] { BatchHalf.Inner, BatchHalf.Outer })
            {
                var rows = Enumerable.Range(0, 20).Where(row => row % 2 == (int)half).ToArray();
                var literal = new Models.LiteralModel(setup, network);
                literal.Loss(rows).backward();
                var losses = new double[step.Count];
                problem.Losses(half, losses);
                Assert.Equal(literal.Loss(rows).item<float>(), losses.Sum(), Float);
                var direction = problem.Gradient(half, Ones(step));
                var before = ParameterSnapshot.Take(network.Parameters);
                Assert.Equal(before.Arrays.Sum(array => (literal.Gradient(array.Name) * literal.Gradient(array.Name)).sum(type: torch.ScalarType.Float64).item<double>()), direction.Dot(direction), 1e-4);
                var moved = Moved(network, problem, direction);
                foreach (var (i, array) in before.Arrays.Index())
                    Assert.All(Numbers.Of(literal.Gradient(array.Name).contiguous()).ToArray().Zip(moved.Arrays[i].Values.Zip(array.Values, (there, here) => there - here)), pair => Assert.Equal(pair.First, pair.Second, Float));
            }
            // Products of directions with rows of tables that only one of them has.
            var (one, other) = (problem.Gradient(BatchHalf.Inner, Ones(step)), problem.Gradient(BatchHalf.Outer, Ones(step)));
            Assert.Equal(one.Dot(other), other.Dot(one), 1e-12);
            var sum = problem.Gradient(BatchHalf.Inner, [.. Ones(step).Select(_ => 2.0)]);
            Assert.Equal(2 * one.Dot(other), sum.Dot(other), Float * Math.Abs(one.Dot(other)) + 1e-9);
        });
        model.Run(20);
    }

    [Fact]
    public void The_hyper_gradient_of_a_model_is_that_of_brute_force_differences()
    {
        double[] expected = [];
        var method = (BilevelBalancer)new AutoLambda().Create(new BalancingProblem(["topic", "price", "sold"]));
        using var model = new Model((_, step, problem) =>
        {
            double Objective(int task, double by)
            {
                var losses = new double[step.Count];
                problem.Move(problem.Gradient(BatchHalf.Inner, [.. losses.Select((_, other) => 0.1 + (other == task ? by : 0))]), -problem.Rate);
                problem.Losses(BatchHalf.Outer, losses);
                problem.Return();
                return losses.Sum();
            }
            expected = [.. Enumerable.Range(0, step.Count).Select(task => (Objective(task, 0.3) - Objective(task, -0.3)) / 0.6)];
            method.Weigh(step, problem, new double[step.Count], new double[step.Count]);
        }, new Sgd { LearningRate = 0.05 }, Smooth);
        model.Run(20);
        var found = Balancing.BilevelMethods.FirstSlopes(method);
        Assert.Equal(3, found.Length);
        // Losses are means of floats, good to about 1e-7, beside differences of about 1e-2; third derivatives add about as much.
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 0.01 * expected.Select(Math.Abs).Max()));
        Assert.True(expected.Select(Math.Abs).Max() > 1e-3);
    }

    [Fact]
    public void Halves_weighed_by_their_shares_are_the_whole_batch()
    {
        float[] After(BalancerOptions balancing)
        {
            using var model = new Model(balancing, new Sgd { LearningRate = 0.1 });
            model.Run(20);
            return [.. ParameterSnapshot.Take(model.Network.Parameters).Arrays.SelectMany(array => array.Values)];
        }
        var halves = After(new Probe((step, problem, inner, outer) =>
        {
            for (var i = 0; i < step.Count; i++) (inner[i], outer[i]) = (problem.Share(BatchHalf.Inner, i), problem.Share(BatchHalf.Outer, i));
        }));
        Assert.All(After(new Equal()).Zip(halves), pair => Assert.Equal(pair.First, pair.Second, Float));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_run_that_stops_and_goes_on_gives_what_it_would_have_given(string name)
    {
        var setup = Toy.Setup(tasks: 3, sharing: new HardSharing { Trunk = [new DenseStage { Width = 6, Dropout = 0.3 }] }, regime: new JointRegime { Epochs = 2, BatchSize = 8 }) with { Balancing = Methods[name] };
        using var whole = new Trainer(setup);
        whole.Run(_ => { }, () => { });
        using var first = new Trainer(setup);
        var steps = 0;
        Assert.Throws<OperationCanceledException>(() => first.Run(_ => { }, () => { if (++steps == 4) throw new OperationCanceledException(); }));
        using var second = new Trainer(setup);
        second.Restore(first.Capture());
        second.Run(_ => { }, () => { });
        Assert.Equal(State(whole), State(second));
        Assert.NotEqual(State(first), State(second));
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_method_learns(string name)
    {
        using var model = new Model(Methods[name], new Adam { LearningRate = 0.01 });
        var losses = Enumerable.Range(0, 60).Select(_ => model.Run(40).Means().Sum()).ToArray();
        Assert.True(losses[^1] < 0.8 * losses[0], $"{losses[0]} became {losses[^1]}");
    }

    [Theory, MemberData(nameof(Names))]
    public void Batches_of_few_rows_and_labels_are_steps_too(string name)
    {
        foreach (var tasks in new[] { 1, 3 })
        {
            using var model = new Model(Methods[name], new Adam(), tasks);
            foreach (var rows in new[] { 0, 1, 2, 3 }) model.Run(rows);
            Assert.All(ParameterSnapshot.Take(model.Network.Parameters).Arrays, array => Assert.All(array.Values, value => Assert.True(float.IsFinite(value))));
        }
    }

    [Fact]
    public void A_tried_step_that_is_too_large_is_named_and_nothing_is_changed()
    {
        using var model = new Model(new Forum { InnerRate = 100, InnerSteps = 1000 }, new Adam());
        var before = ParameterSnapshot.Take(model.Network.Parameters);
        var error = Assert.Throws<TrainingException>(() => model.Run(20));
        Assert.StartsWith("step 1, in a step that the balancing method tries out: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Lower balancing.innerRate", error.Message, StringComparison.Ordinal);
        Assert.All(before.Arrays.Zip(ParameterSnapshot.Take(model.Network.Parameters).Arrays), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
    }

    private static double[] Ones(BalancingStep step) => [.. Enumerable.Repeat(1.0, step.Count)];

    private static ParameterSnapshot Moved(MultiTaskModel network, BilevelProblem problem, Direction direction)
    {
        problem.Move(direction, 1);
        var there = ParameterSnapshot.Take(network.Parameters);
        problem.Move(direction, -1);
        return there;
    }

    private static string State(Trainer trainer)
    {
        var checkpoint = trainer.Capture();
        return checkpoint.State["trainer"] + string.Join('\n', checkpoint.Tensors.Select(tensor => $"{tensor.Name} {Convert.ToHexString(tensor.Bytes)}"));
    }

    private sealed class Model : IDisposable
    {
        private readonly ModelOptimiser _optimiser;
        private readonly TaskBalance _balance;
        private readonly StepRunner _runner;
        private long _step;

        /// <summary>A model whose step is only looked at: no half has a weight.</summary>
        public Model(Action<Model, BalancingStep, BilevelProblem> look, OptimiserOptions? optimiser = null, SharingOptions? sharing = null)
            : this(self => new Probe((step, problem, _, _) => look(self, step, problem)), optimiser, sharing)
        {
        }

        public Model(BalancerOptions balancing, OptimiserOptions? optimiser = null, int tasks = 3) : this(_ => balancing, optimiser, null, tasks)
        {
        }

        private Model(Func<Model, BalancerOptions> balancing, OptimiserOptions? optimiser, SharingOptions? sharing, int tasks = 3)
        {
            Setup = Toy.Setup(tasks: tasks, sharing: sharing, optimiser: optimiser ?? new Sgd()) with { Balancing = balancing(this) };
            Network = Setup.CreateModel();
            _optimiser = new ModelOptimiser(Network.Parameters, Setup.Optimisers);
            _balance = new TaskBalance(Setup, Network);
            _runner = new StepRunner(Setup, Network, _optimiser, null, _balance);
        }

        public TrainingSetup Setup { get; }

        public MultiTaskModel Network { get; }

        public TaskLosses Run(int rows) => _runner.Run([new StepBatch(Enumerable.Range(0, rows).ToArray(), [.. Setup.Tasks.Select(_ => true)])], true, 1, _step++);

        public void Dispose()
        {
            _balance.Dispose();
            _optimiser.Dispose();
            Network.Dispose();
        }
    }
}
