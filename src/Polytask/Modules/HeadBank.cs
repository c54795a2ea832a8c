using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>The linear heads of all tasks that read one representation, side by side: those that read all its numbers, then those that read it place by place.</summary>
public sealed class HeadBank : IDisposable
{
    private readonly HeadGroup[] _groups;
    private readonly int[] _firsts;

    private HeadBank(HeadGroup[] groups)
    {
        _groups = groups;
        _firsts = new int[groups.Length];
        foreach (var (i, group) in groups.Index())
        {
            _firsts[i] = OutputWidth;
            OutputWidth += group.OutputWidth;
        }
    }

    /// <summary>The outputs of all heads together.</summary>
    public int OutputWidth { get; }

    /// <summary>Whether one matrix product makes all outputs.</summary>
    public bool IsOneProduct => _groups is [LinearHeads];

    /// <summary>Adds <c>NAME.TASK.weight</c> and <c>NAME.TASK.bias</c> of each task to the store; call the result after the store is allocated.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="tasks">Each task's name and head; those that read places last.</param>
    /// <param name="representation">The shape of a row of the representation.</param>
    /// <param name="name">Begins the parameters' names.</param>
    /// <exception cref="ConfigurationException">A task labels places, and the representation has none.</exception>
    public static Func<HeadBank> Add(ParameterStore store, IReadOnlyList<(string Task, HeadShape Head)> tasks, RowShape representation, string name = "heads")
    {
        (string Task, int Outputs)[] whole = [.. tasks.Where(t => !t.Head.PerPlace).Select(t => (t.Task, t.Head.Outputs.Numbers))];
        var groups = new List<Func<HeadGroup>>();
        if (whole.Length > 0) groups.Add(LinearHeads.Add(store, name, whole, representation.Numbers));
        foreach (var (task, head) in tasks.Where(t => t.Head.PerPlace))
        {
            if (head.Outputs.Places > 1 && representation.Places == 1)
                throw new ConfigurationException($"tasks.{task}: labels every pixel, so the trunk must end in maps; it ends in {representation.Numbers} plain numbers. Make an image the only input, and leave out stages that give up its places, such as dense or global_pool.");
            groups.Add(PlaceHead.Add(store, $"{name}.{task}", task, representation, head.Outputs));
        }
        return () => new HeadBank([.. groups.Select(make => make())]);
    }

    /// <summary>The outputs of all heads side by side: [batch, outputs] from [batch, width].</summary>
    public torch.Tensor Forward(torch.Tensor representation, Pass pass) =>
        _groups.Length == 1 ? _groups[0].Forward(representation, pass) : torch.cat([.. _groups.Select(group => group.Forward(representation, pass))], 1);

    /// <summary>Adds the gradients of the heads, from the cotangent of all outputs, [batch, outputs].</summary>
    public void AddGradients(torch.Tensor cotangent, Pass pass)
    {
        foreach (var (i, group) in _groups.Index()) group.AddGradients(Part(cotangent, i), pass);
    }

    /// <summary>Leaves the gradients of one head in the pass's sink.</summary>
    /// <param name="place">Its place in the bank.</param>
    /// <param name="cotangent">The cotangent of its outputs, [batch, outputs], or a stack of several tasks', [tasks, batch, outputs].</param>
    /// <param name="pass">The pass.</param>
    public void LeaveGradients(int place, torch.Tensor cotangent, Pass pass)
    {
        var group = 0;
        for (; place >= _groups[group].Count; group++) place -= _groups[group].Count;
        _groups[group].LeaveGradients(place, cotangent, pass);
    }

    /// <summary>Pulls the cotangent of all outputs, [batch, outputs], back to the representation, [batch, width]: the sum over the tasks.</summary>
    public torch.Tensor Pullback(torch.Tensor cotangent)
    {
        var sum = _groups[0].Pullback(Part(cotangent, 0));
        for (var i = 1; i < _groups.Length; i++) sum = sum.add(_groups[i].Pullback(Part(cotangent, i)), Scalars.One);
        return sum;
    }

    /// <summary>Pulls the cotangents of tasks back to the representation, each by itself: a stack [tasks, batch, width].</summary>
    /// <param name="cotangent">The cotangent of all outputs, [batch, outputs].</param>
    /// <param name="tasks">Where each task's outputs begin, and how many they are.</param>
    public torch.Tensor PullbackEach(torch.Tensor cotangent, IReadOnlyList<(int First, int Outputs)> tasks) => _groups is [LinearHeads heads] ? heads.PullbackEach(cotangent, tasks)
        : torch.stack([.. tasks.Select(task =>
        {
            var group = Array.FindLastIndex(_firsts, first => first <= task.First);
            return _groups[group].PullbackOf(cotangent.narrow(1, task.First, task.Outputs), task.First - _firsts[group]);
        })]);

    /// <summary>Adds the inner products of the tasks' cotangents at the representation, without making them, where <see cref="IsOneProduct"/>.</summary>
    /// <param name="cotangent">The cotangent of all outputs, [batch, outputs].</param>
    /// <param name="tasks">Where each task's outputs begin, and how many they are.</param>
    /// <param name="gramian">[tasks, tasks].</param>
    public void AddGramian(torch.Tensor cotangent, IReadOnlyList<(int First, int Outputs)> tasks, SquareMatrix gramian) => ((LinearHeads)_groups[0]).AddGramian(cotangent, tasks, gramian);

    private torch.Tensor Part(torch.Tensor cotangent, int group) => _groups.Length == 1 ? cotangent : cotangent.narrow(1, _firsts[group], _groups[group].OutputWidth);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var group in _groups) group.Dispose();
    }
}
