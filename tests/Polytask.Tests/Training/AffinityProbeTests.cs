using Polytask.Balancing;
using Polytask.Data;
using Polytask.Features;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Optimisation;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Testing;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class AffinityProbeTests
{
    private const double Rate = 0.1;

    // Quotients of two losses in float, each a mean of four squares.
    private const double Tolerance = 2e-6;

    [Fact]
    public void On_a_quadratic_problem_it_is_what_the_definition_gives()
    {
        // The inputs x are −1, 1, −1, 1, a is x and b is −x: both are standardised as they are. With one shared number h = w x + c, and heads u h + d, the losses are
        // (u w − 1)² + (u c + d)² for a, and (u w + 1)² + (u c + d)² for b.
        using var trainer = new Trainer(Quadratic());
        var states = new List<Dictionary<string, float>> { State(trainer.Model) };
        var measured = new List<AffinityMeasured>();
        trainer.Run(happened => { if (happened is AffinityMeasured one) measured.Add(one); }, () => states.Add(State(trainer.Model)));
        Assert.Equal([1, 2, 3], measured.Select(one => (int)one.Step));
        foreach (var one in measured)
        {
            var state = states[(int)one.Step - 1];
            Assert.Equal(["a", "b"], one.Tasks);
            Assert.Equal(Affinity(state, "a", "b"), one.Affinities[0][1], Tolerance);
            Assert.Equal(Affinity(state, "b", "a"), one.Affinities[1][0], Tolerance);
            Assert.Equal([0, 0], new[] { one.Affinities[0][0], one.Affinities[1][1] });
        }
        Assert.Contains(measured, one => Math.Abs(one.Affinities[0][1]) > 1e-3);
    }

    [Fact]
    public void Measuring_changes_nothing_bit_for_bit()
    {
        float[] After(RegimeOptions regime, BalancerOptions balancing)
        {
            using var trainer = new Trainer(Toy.Setup(regime: regime, sharing: new HardSharing { Trunk = [new DenseStage { Width = 6, Dropout = 0.4 }] }) with { Balancing = balancing });
            trainer.Run(_ => { }, () => { });
            return [.. ParameterSnapshot.Take(trainer.Model.Parameters).Arrays.SelectMany(array => array.Values)];
        }
        foreach (var regime in new RegimeOptions[] { new JointRegime { Epochs = 3, BatchSize = 4, Accumulate = 3, ClipNorm = 1 }, new AlternatingRegime { Epochs = 2, BatchSize = 8 }, new SequentialRegime { Epochs = 2, BatchSize = 8, Rehearsal = 0.5 } })
            foreach (var balancing in new BalancerOptions[] { new Equal(), new Mgda() })
                Assert.Equal(After(regime, balancing), After(regime with { MeasureAffinity = 1 }, balancing));
    }

    [Fact]
    public void A_step_of_one_task_or_a_model_without_shared_parameters_has_none()
    {
        Assert.Empty(Measured(new AlternatingRegime { Epochs = 1, MeasureAffinity = 1 }, Toy.Hard));
        Assert.Empty(Measured(new JointRegime { Epochs = 1, MeasureAffinity = 1 }, new SingleTask()));
        Assert.NotEmpty(Measured(new JointRegime { Epochs = 1, MeasureAffinity = 1 }, Toy.Hard));
    }

    private static List<AffinityMeasured> Measured(RegimeOptions regime, SharingOptions sharing)
    {
        using var trainer = new Trainer(Toy.Setup(regime: regime, sharing: sharing));
        var measured = new List<AffinityMeasured>();
        trainer.Run(happened => { if (happened is AffinityMeasured one) measured.Add(one); }, () => { });
        return measured;
    }

    private static TrainingSetup Quadratic()
    {
        var rows = Enumerable.Range(0, 4).Select(i => new Row(["train", i % 2 == 0 ? "-1" : "1", i % 2 == 0 ? "-1" : "1", i % 2 == 0 ? "1" : "-1"], new Place("quadratic.csv", i + 2)));
        var prepared = Toy.Prepare(
            new Table("quadratic", ["part", "x", "a", "b"], [.. rows]), new Dictionary<string, TaskOptions> { ["a"] = new RegressionTask(), ["b"] = new RegressionTask() },
            new Dictionary<string, EncoderOptions> { ["x"] = new NumberEncoderOptions() });
        return Toy.Setup(
            prepared, new JointRegime { Epochs = 3, BatchSize = 4, MeasureAffinity = 1 },
            new HardSharing { Trunk = [new DenseStage { Width = 1, Activation = ActivationFunction.None, Dropout = 0 }] }, new Sgd { LearningRate = Rate });
    }

    private static Dictionary<string, float> State(MultiTaskModel model) => model.Parameters.Dense.ToDictionary(parameter => parameter.Name, parameter => Numbers.Of(parameter.Value)[0]);

    private static double Affinity(Dictionary<string, float> state, string task, string other)
    {
        double w = state["trunk.0.weight"], c = state["trunk.0.bias"];
        double Loss(string name, double w, double c) => Math.Pow(state[$"heads.{name}.weight"] * w - Sign(name), 2) + Math.Pow(state[$"heads.{name}.weight"] * c + state[$"heads.{name}.bias"], 2);
        double u = state[$"heads.{task}.weight"], d = state[$"heads.{task}.bias"];
        return 1 - Loss(other, w - Rate * 2 * u * (u * w - Sign(task)), c - Rate * 2 * u * (u * c + d)) / Loss(other, w, c);

        static double Sign(string name) => name == "a" ? 1 : -1;
    }
}
