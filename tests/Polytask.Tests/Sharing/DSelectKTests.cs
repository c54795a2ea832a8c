using Polytask.Modules;
using Polytask.Sharing;
using Polytask.Testing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class DSelectKTests
{
    private const int Selectors = 2;
    private static readonly StageOptions[] Expert = [new DenseStage { Width = 5 }];

    [Theory]
    [InlineData(4, 1.0, GateInput.Encoded)]
    [InlineData(4, 3.0, GateInput.None)]
    [InlineData(5, 0.4, GateInput.Encoded)]
    [InlineData(7, 3.0, GateInput.Encoded)]
    [InlineData(2, 1.0, GateInput.None)]
    public void A_task_reads_the_experts_that_its_selectors_spell(int experts, double width, GateInput gateInput)
    {
        // LibMTL never hands the width on to the step: this holds for one width there.
        using var trunk = new LiteralTrunk(new DSelectK { Experts = experts, Selectors = Selectors, StepWidth = width, GateInput = gateInput, Trunk = Expert });
        trunk.Is((task, x) => Mix(
            Weights(trunk, task, x, experts, width, gateInput), [.. Enumerable.Range(0, experts).Select(k => trunk.Layer("trunk.0.experts", x, k))]));
        Assert.Equal(experts * 5 * (Inputs + 1) + 3 * Selectors * (Digits(experts) + 1) * (gateInput == GateInput.None ? 1 : Inputs), trunk.Parameters);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(6)]
    public void Decided_selectors_choose_one_expert_each(int experts)
    {
        // Digits of ±0.5 and more are decided at a width of 1; numbers without an expert are left out here, as the penalty does.
        using var trunk = new LiteralTrunk(new DSelectK { Experts = experts, Selectors = Selectors, GateInput = GateInput.None, Trunk = Expert });
        var log = new GateLog();
        foreach (var digits in trunk.Store.Dense.Where(p => p.Name.EndsWith("digits.weight", StringComparison.Ordinal)))
            for (var i = 0; i < digits.Length; i++) Numbers.Of(digits.Value)[i] = i % 3 == 2 || i == 1 ? -0.5f : 0.75f;
        trunk.Trunk.Forward([true, true, true], Pass.Prediction(trunk.Batch, log));
        Assert.All(log.Gates, gate =>
        {
            Assert.Equal(Selectors, gate.Load.Count(load => load != 0));
            Assert.Equal(1, gate.Load.Sum(), 1e-6); // of a softmax in float
        });
    }

    [Theory]
    [InlineData(8, 0.7)]
    [InlineData(5, 0.7)]
    [InlineData(5, 0.0)]
    public void What_selectors_add_to_the_loss_is_learnt_for_every_task(int experts, double entropy)
    {
        // LibMTL pulls the entropy back inside the forward pass, for the last task, and the optimiser's zero_grad wipes it.
        const double width = 6, step = 1.0 / 256;
        using var trunk = new LiteralTrunk(new DSelectK { Experts = experts, Selectors = Selectors, StepWidth = width, Entropy = entropy, Trunk = Expert });
        var pass = Pass.Training(trunk.Batch, new(1, "pass"));
        trunk.Trunk.Forward([true, true, true], pass);
        trunk.Store.ZeroGradients();
        trunk.Trunk.PullbackPenalty(pass, 1);
        foreach (var parameter in trunk.Store.Dense)
        {
            var (values, gradients) = (parameter.Value, Numbers.Of(parameter.Gradient).ToArray());
            for (var i = 0; i < gradients.Length; i++)
            {
                var at = Numbers.Of(values)[i];
                double At(double difference)
                {
                    Numbers.Of(values)[i] = (float)(at + difference);
                    return Enumerable.Range(0, 3).Sum(task => Penalty(trunk, task, experts, width, entropy));
                }
                // A step of 2⁻⁸ of numbers of size 1: h² / 6 times the third derivative is some 1e-5.
                Assert.Equal((At(step) - At(-step)) / (2 * step), gradients[i], 1e-3);
                At(0);
            }
        }
        Assert.Equal(entropy > 0 || experts == 5 ? 3 : 0, trunk.Store.Dense.Count(p => Numbers.Of(p.Gradient).ContainsAnyExcept(0f)));
    }

    private static double Penalty(LiteralTrunk trunk, int task, int experts, double width, double entropy) => Enumerable.Range(0, Rows).Average(row => Selected(trunk, task, trunk.Row(row), experts, width, GateInput.Encoded).Sum(selector =>
        entropy * selector.Sum(share => share > 0 ? -share * Math.Log(share + 1e-6) : 0) + (experts == 5 ? 1 / selector.Sum() : 0)));

    private static double[] Weights(LiteralTrunk trunk, int task, double[] x, int experts, double width, GateInput gateInput) =>
        Mix(Softmax(trunk.Product($"gates.{Task(task)}.selectors.weight", gateInput == GateInput.None ? [1] : x, Selectors)), Selected(trunk, task, x, experts, width, gateInput));

    /// <summary>What each selector gives to each expert: the product over the digits of its number.</summary>
    private static double[][] Selected(LiteralTrunk trunk, int task, double[] x, int experts, double width, GateInput gateInput)
    {
        var digits = trunk.Product($"gates.{Task(task)}.digits.weight", gateInput == GateInput.None ? [1] : x, Selectors * Digits(experts));
        return [.. digits.Chunk(Digits(experts)).Select(logits => Enumerable.Range(0, experts).Select(expert =>
            logits.Select((t, digit) => expert / (1 << digit) % 2 == 1 ? Step(t, width) : 1 - Step(t, width)).Aggregate(1.0, (product, next) => product * next)).ToArray())];
    }

    private static double Step(double t, double width) =>
        t <= -width / 2 ? 0 : t >= width / 2 ? 1 : -2 * Math.Pow(t, 3) / Math.Pow(width, 3) + 3 * t / (2 * width) + 0.5;

    private static int Digits(int experts) => (int)Math.Ceiling(Math.Log2(experts));
}
