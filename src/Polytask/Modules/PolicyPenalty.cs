using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// What tasks pay for the stages that they run, with P the probability that a task runs a stage: the logarithms of all P, summed, so that few are run; and for each pair of
/// tasks how far their P are apart, so that they run the same. The lower a stage, the more the second counts: (L − l) / L for stage l of L, counted from 0.
/// </summary>
/// <param name="choices">The choices at each stage, from the inputs up: to run it is the first of two.</param>
/// <param name="sparsity">What the first counts.</param>
/// <param name="sharing">What the second counts.</param>
/// <remarks>Sun, Panda, Feris, Saenko, AdaShare, NeurIPS 2020.</remarks>
internal sealed class PolicyPenalty(IReadOnlyList<LearntChoice> choices, double sparsity, double sharing) : ParameterPenalty
{
    /// <inheritdoc/>
    public override void Pullback(Pass pass, double share)
    {
        foreach (var (stage, choice) in choices.Index().Where(one => one.Item.HasBegun(pass)))
        {
            double[] run = [.. choice.Logits.Select(logits => SoftmaxOfFirst(logits.Value.data<float>().ToArray()))];
            var depth = (double)(choices.Count - stage) / choices.Count;
            foreach (var (task, logits) in choice.Logits.Index())
            {
                var byProbability = sparsity / run[task] + sharing * depth * run.Sum(other => Math.Sign(run[task] - other));
                var slope = (float)(share * byProbability * run[task] * (1 - run[task]));
                pass.Sink.Dense(logits, torch.tensor([slope, -slope]).view(1, -1));
            }
        }
    }

    private static double SoftmaxOfFirst(float[] logits) => 1 / (1 + Math.Exp(logits[1] - (double)logits[0]));
}
