using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>Weights of losses that are the softmax of learnt logits, for bilevel methods; tasks without label in a step keep their logit.</summary>
internal sealed class LearntSoftmax(int tasks, double learningRate)
{
    private readonly double[] _logits = new double[tasks], _weights = new double[tasks];
    private readonly ScalarAdam _adam = new(tasks, learningRate);

    /// <summary>For a checkpoint.</summary>
    public IEnumerable<(string Name, double[] Numbers)> Memory => [("logit", _logits), .. _adam.Memory];

    /// <summary>The weights of the step's tasks, which add up to a total; valid until the next call.</summary>
    public ReadOnlySpan<double> Weights(BalancingStep step, double total)
    {
        var weights = _weights.AsSpan(0, step.Count);
        for (var i = 0; i < weights.Length; i++) weights[i] = _logits[step.Tasks[i]];
        SoftWeights.Of(weights, total, weights);
        return weights;
    }

    /// <summary>Turns the derivatives of something by the weights into those by the logits; both may be the same numbers.</summary>
    public static void Pullback(ReadOnlySpan<double> weights, ReadOnlySpan<double> slopes, Span<double> result)
    {
        var (total, mean) = (0.0, 0.0);
        for (var i = 0; i < weights.Length; i++) total += weights[i];
        for (var i = 0; i < weights.Length; i++) mean += weights[i] * slopes[i] / total;
        for (var i = 0; i < weights.Length; i++) result[i] = weights[i] * (slopes[i] - mean);
    }

    /// <summary>Takes a step of Adam with the derivatives by the logits; a NaN leaves its task as it is.</summary>
    public void Learn(BalancingStep step, ReadOnlySpan<double> slopes)
    {
        for (var i = 0; i < step.Count; i++)
            if (!double.IsNaN(slopes[i])) _logits[step.Tasks[i]] = _adam.Next(step.Tasks[i], _logits[step.Tasks[i]], slopes[i]);
    }
}
