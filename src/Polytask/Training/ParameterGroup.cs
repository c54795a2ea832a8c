using Polytask.Native;
using Polytask.Optimisation;

namespace Polytask.Training;

/// <summary>Parameters of one owner under one optimiser, with the optimiser's memory.</summary>
internal abstract unsafe class ParameterGroup : IDisposable
{
    private readonly OptimiserOptions _options;

    protected ParameterGroup(string name, string owner, OptimiserOptions options, long length)
    {
        (Name, Owner, Length, _options, Optimiser) = (name, owner, length, options, options.Create());
        State = [.. Enumerable.Range(0, Optimiser.StateSlots).Select(_ => new FloatBuffer(length))];
    }

    public string Name { get; }

    public string Owner { get; }

    public long Length { get; }

    public FloatBuffer[] State { get; }

    protected Optimiser Optimiser { get; }

    public void Step(double rate, long step)
    {
        Optimiser.Begin(rate * _options.LearningRate, step);
        Update();
    }

    protected abstract void Update();

    protected void Update(float* values, float* gradients, long offset, long count)
    {
        var state = stackalloc float*[State.Length];
        for (var slot = 0; slot < State.Length; slot++) state[slot] = State[slot].Pointer + offset;
        Optimiser.Update(values, gradients, state, count);
    }

    public virtual void Dispose()
    {
        foreach (var buffer in State) buffer.Dispose();
    }
}
