using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using Polytask.Tasks;
using TorchSharp;

namespace Polytask.Models;

/// <summary>
/// What a head reads of other tasks' predictions. A linear map of the representation and these predictions side by side is the sum of one of each, so the head stays where it
/// is, in its bank, and what comes from the predictions is added.
/// </summary>
internal sealed class TaskInputs : TaskLink
{
    private readonly int _task;
    private readonly (int Task, PredictionTask Fitted)[] _from;
    private readonly bool _stops;
    private readonly ParameterStack _weight;
    private readonly object _outputs = new();
    private readonly int _width;

    /// <summary>Adds <c>heads.TASK.from</c> [outputs of the task, numbers that it is told] to the store.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="graph">The tasks.</param>
    /// <param name="task">The place of the task whose head reads others.</param>
    /// <param name="representation">Numbers per row that the head reads beside.</param>
    public TaskInputs(ParameterStore store, TaskGraph graph, int task, int representation)
    {
        var fitted = graph.Tasks[task];
        (_task, _stops, _from) = (task, fitted.Options.StopGradient, [.. graph.From(task).Select(other => (other, graph.Tasks[other]))]);
        _width = _from.Sum(other => other.Fitted.SignalWidth);
        _weight = store.AddStack([new StackMember($"heads.{fitted.Name}", fitted.Name, 1)], "from", [fitted.OutputWidth, _width], _ => Initialisers.FanIn(representation + _width));
    }

    /// <inheritdoc/>
    public override void Forward(TaskOutputs outputs, Pass pass)
    {
        var (told, read) = (new float[pass.Batch.Count * _width], new float[pass.Batch.Count * _from.Sum(other => other.Fitted.OutputWidth)]);
        var (at, from) = (0, 0);
        for (var row = 0; row < pass.Batch.Count; row++)
            foreach (var (other, fitted) in _from)
            {
                outputs[other, row].CopyTo(read.AsSpan(from));
                fitted.Signal(outputs[other, row], told.AsSpan(at, fitted.SignalWidth));
                (at, from) = (at + fitted.SignalWidth, from + fitted.OutputWidth);
            }
        var signal = torch.tensor(told, [pass.Batch.Count, _width]);
        pass.Save(this, signal);
        pass.Save(_outputs, torch.tensor(read));
        outputs.Of(_task).add_(signal.mm(_weight.Value[0].t()), Scalars.One);
    }

    /// <inheritdoc/>
    public override void Pullback(TaskOutputs cotangents, Pass pass)
    {
        if (_stops || !pass.HasSaved(this)) return;
        using var toSignal = cotangents.Of(_task).mm(_weight.Value[0]).data<float>();
        using var saved = pass.Saved(_outputs).data<float>();
        var (pulled, read) = (toSignal.ToArray(), saved.ToArray());
        var (at, from) = (0, 0);
        for (var row = 0; row < pass.Batch.Count; row++)
            foreach (var (other, fitted) in _from)
            {
                var toOutputs = new float[fitted.OutputWidth];
                fitted.PullbackSignal(read.AsSpan(from, fitted.OutputWidth), pulled.AsSpan(at, fitted.SignalWidth), toOutputs);
                RowMath.Blend(1, cotangents[other, row], 1, toOutputs);
                (at, from) = (at + fitted.SignalWidth, from + fitted.OutputWidth);
            }
    }

    /// <inheritdoc/>
    public override void LeaveGradients(torch.Tensor cotangent, Pass pass)
    {
        if (pass.HasSaved(this)) pass.Sink.Bank(_weight, null, pass.Saved(this), cotangent.unsqueeze(-3));
    }
}
