using Polytask.Losses;
using Polytask.Modules;
using TorchSharp;

namespace Polytask.Models;

/// <summary>
/// A task of yes or no that can be yes only where another is: its probability is that of the other one times what its own head says, σ(a) σ(b), for all rows. Its output
/// becomes the logit of this product, so that everything behind the heads goes on as ever.
/// </summary>
/// <remarks>Ma, Zhao, Huang, Wang, Hu, Zhu, Gai, Entire Space Multi-Task Model, SIGIR 2018.</remarks>
internal sealed class TaskCondition(int task, int given) : TaskLink
{
    /// <inheritdoc/>
    public override void Forward(TaskOutputs outputs, Pass pass)
    {
        var slopes = new float[2 * pass.Batch.Count];
        for (var row = 0; row < pass.Batch.Count; row++)
        {
            ref var logit = ref outputs[task, row][0];
            logit = (float)Logistic.Product(outputs[given, row][0], logit, out var toGiven, out var toOwn);
            (slopes[2 * row], slopes[2 * row + 1]) = ((float)toGiven, (float)toOwn);
        }
        pass.Save(this, torch.tensor(slopes));
    }

    /// <inheritdoc/>
    public override void Pullback(TaskOutputs cotangents, Pass pass)
    {
        if (!pass.HasSaved(this)) return;
        using var slopes = pass.Saved(this).data<float>();
        for (var row = 0; row < pass.Batch.Count; row++)
        {
            ref var cotangent = ref cotangents[task, row][0];
            cotangents[given, row][0] += cotangent * slopes[2 * row];
            cotangent *= slopes[2 * row + 1];
        }
    }
}
