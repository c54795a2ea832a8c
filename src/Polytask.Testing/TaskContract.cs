using System.Text.Json;
using Polytask.Data;
using Polytask.Metrics;
using Polytask.Numerics;
using Polytask.Tasks;

namespace Polytask.Testing;

/// <summary>
/// What every task type keeps: a label encoded and decoded is the label; the gradient of the loss is its derivative; whoever goes
/// down the loss comes to predict the label; losses are finite for all finite outputs; what it tells other tasks has the derivative that it says; and a task saved and restored is the same task.
/// </summary>
public static class TaskContract
{
    private const int Steps = 4000;

    /// <summary>Checks a task type.</summary>
    /// <param name="options">The task.</param>
    /// <param name="labels">Labels to fit it on, written as the task itself writes them.</param>
    /// <param name="learns">Whether going down the loss of a row must end at its label; not so where labels are numbers or noise is assumed.</param>
    /// <param name="seed">The seed of the outputs at which losses are checked.</param>
    /// <exception cref="ContractException">It does not keep the contract.</exception>
    public static void Holds(TaskOptions options, IReadOnlyList<string> labels, bool learns = true, long seed = 1)
    {
        var task = options.Fit("task", labels.Select((label, i) => (label, At(i))));
        var restored = options.Restore("task", Save(task));
        var metrics = task.CreateMetrics();
        Contract.Requires(metrics.Count > 0 && metrics[0].Direction == Direction.Higher, $"Expected a first metric of which more is better, since it chooses models.");
        Contract.Requires(task.PredictionNames.Count == (task is PixelTask ? 0 : task.PredictionWidth), $"Expected a name for each of {task.PredictionWidth} numbers, and none for pixels, found {task.PredictionNames.Count}.");
        Contract.Requires(JsonElement.DeepEquals(Save(task), Save(restored)), $"Expected the restored task to save what it was restored from.");

        var random = new RandomStream(seed, "task contract");
        foreach (var (i, label) in labels.Distinct().Index())
        {
            var target = Encode(task, label, i);
            Contract.Requires(task.TargetLabel(target) == label, $"Expected \"{label}\" after encoding and decoding, found \"{task.TargetLabel(target)}\".");
            Contract.Requires(Encode(restored, label, i).AsSpan().SequenceEqual(target), $"\"{label}\": expected the restored task to encode it the same.");
            for (var round = 0; round < 3; round++) CheckLoss(task, restored, target, random);
            if (learns) RequireLearns(task, target, label);
        }
    }

    private static void CheckLoss(PredictionTask task, PredictionTask restored, float[] target, RandomStream random)
    {
        var (outputs, gradient, other) = (new float[task.OutputWidth], new float[task.OutputWidth], new float[task.OutputWidth]);
        Numbers.Fill(outputs, random);
        var loss = task.Loss(outputs, target, gradient);
        Contract.Requires(restored.Loss(outputs, target, other) == loss && other.AsSpan().SequenceEqual(gradient), $"Expected the restored task to have the same loss.");
        Contract.Requires(Predict(task, outputs).AsSpan().SequenceEqual(Predict(restored, outputs)), $"Expected the restored task to predict the same.");
        var differences = new CentralDifferences();
        differences.Check("loss by output ", outputs, gradient, () => task.Loss(outputs, target, other));
        differences.RequireSmooth();

        CheckSignal(task, restored, outputs, random);
        task.PullbackScore(outputs, gradient);
        Contract.Requires(gradient.Any(g => g != 0) && gradient.All(float.IsFinite), $"Expected finite derivatives of the score that explains a prediction, and not all zero.");

        Numbers.Fill(outputs, random, 1000);
        Contract.Requires(double.IsFinite(task.Loss(outputs, target, gradient)) && !gradient.Any(g => !float.IsFinite(g)), $"Expected a finite loss and gradient for the outputs [{string.Join(", ", outputs)}].");
        Contract.Requires(!Predict(task, outputs).Any(p => !float.IsFinite(p)), $"Expected finite predictions for the outputs [{string.Join(", ", outputs)}].");
    }

    private static void CheckSignal(PredictionTask task, PredictionTask restored, float[] outputs, RandomStream random)
    {
        var (cotangent, pulled) = (new float[task.SignalWidth], new float[task.OutputWidth]);
        Numbers.Fill(cotangent, random);
        task.PullbackSignal(outputs, cotangent, pulled);
        Contract.Requires(Signal(restored, outputs).AsSpan().SequenceEqual(Signal(task, outputs)), $"Expected the restored task to tell other tasks the same.");
        var differences = new CentralDifferences();
        differences.Check("what it tells other tasks by output ", outputs, pulled, () => Signal(task, outputs).Zip(cotangent, (one, other) => (double)one * other).Sum());
        differences.RequireSmooth();
    }

    private static void RequireLearns(PredictionTask task, float[] target, string label)
    {
        var (outputs, gradient) = (new float[task.OutputWidth], new float[task.OutputWidth]);
        for (var step = 0; step < Steps; step++)
        {
            task.Loss(outputs, target, gradient);
            for (var i = 0; i < outputs.Length; i++) outputs[i] -= 0.1f * gradient[i];
        }
        var predicted = task.Label(Predict(task, outputs));
        Contract.Requires(predicted == label, $"Expected the prediction \"{label}\" at the end of going down its loss, found \"{predicted}\".");
    }

    private static float[] Encode(PredictionTask task, string label, int row)
    {
        var target = new float[task.TargetWidth];
        task.Encode(label, At(row), target);
        return target;
    }

    private static float[] Predict(PredictionTask task, float[] outputs)
    {
        var prediction = new float[task.PredictionWidth];
        task.Predict(outputs, prediction);
        return prediction;
    }

    private static float[] Signal(PredictionTask task, float[] outputs)
    {
        var signal = new float[task.SignalWidth];
        task.Signal(outputs, signal);
        return signal;
    }

    private static Place At(int row) => new("contract", row + 1);

    private static JsonElement Save(PredictionTask task) => SavedState.Of(task.SaveState);
}
