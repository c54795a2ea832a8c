using Polytask.Modules.Kernels;
using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>The heads of all tasks that read all numbers of one representation: one matrix product, whatever the number of tasks.</summary>
internal sealed class LinearHeads : HeadGroup
{
    private readonly (Parameter Weight, Parameter Bias)[] _heads;
    private readonly torch.Tensor _weight;
    private readonly torch.Tensor _bias;
    private readonly torch.Tensor _weightGradient;
    private readonly torch.Tensor _biasGradient;

    private LinearHeads((Parameter, Parameter)[] heads, IReadOnlyList<torch.Tensor> stacks, int outputs)
    {
        (_heads, _weight, _bias, _weightGradient, _biasGradient) = (heads, stacks[0], stacks[1], stacks[2], stacks[3]);
        OutputWidth = outputs;
    }

    public override int Count => _heads.Length;

    public override int OutputWidth { get; }

    /// <summary>Adds <c>NAME.TASK.weight</c> [outputs, width] and <c>NAME.TASK.bias</c> [outputs] of each task to the store; call the result after the store is allocated.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="name">Begins their names.</param>
    /// <param name="tasks">Each task's name and number of outputs.</param>
    /// <param name="width">Numbers per row of the representation.</param>
    public static Func<LinearHeads> Add(ParameterStore store, string name, IReadOnlyList<(string Task, int Outputs)> tasks, int width)
    {
        var weights = tasks.Select(t => store.Add($"{name}.{t.Task}.weight", t.Task, [t.Outputs, width], Initialisers.FanIn(width))).ToArray();
        var biases = tasks.Select(t => store.Add($"{name}.{t.Task}.bias", t.Task, [t.Outputs], Initialisers.Zero)).ToArray();
        var outputs = tasks.Sum(t => t.Outputs);
        return () => new LinearHeads(
            [.. weights.Zip(biases)],
            [
                store.Stack(weights[0], weights[^1], gradient: false, outputs, width),
                store.Stack(biases[0], biases[^1], gradient: false, outputs),
                store.Stack(weights[0], weights[^1], gradient: true, outputs, width),
                store.Stack(biases[0], biases[^1], gradient: true, outputs),
            ], outputs);
    }

    public override torch.Tensor Forward(torch.Tensor representation, Pass pass)
    {
        pass.Save(this, representation);
        return torch.addmm(_bias, representation, _weight.t(), 1, 1);
    }

    public override void AddGradients(torch.Tensor cotangent, Pass pass)
    {
        _weightGradient.addmm_(cotangent.t(), pass.Saved(this));
        SummedGradients.AddRows(_biasGradient, cotangent);
    }

    public override void LeaveGradients(int place, torch.Tensor cotangent, Pass pass) => pass.Sink.Linear(_heads[place].Weight, _heads[place].Bias, pass.Saved(this), cotangent);

    public override torch.Tensor Pullback(torch.Tensor cotangent) => cotangent.mm(_weight);

    public override torch.Tensor PullbackOf(torch.Tensor cotangent, int first) => cotangent.mm(_weight.narrow(0, first, cotangent.size(1)));

    /// <summary>Pulls the cotangents of tasks back to the representation, each by itself: a stack [tasks, batch, width].</summary>
    /// <param name="cotangent">The cotangent of all outputs, [batch, outputs].</param>
    /// <param name="tasks">Where each task's outputs begin, and how many they are.</param>
    public torch.Tensor PullbackEach(torch.Tensor cotangent, IReadOnlyList<(int First, int Outputs)> tasks)
    {
        var (rows, outputs) = (cotangent.size(0), tasks[0].Outputs);
        if (tasks.Count * outputs == OutputWidth && tasks.All(task => task.Outputs == outputs))
            return cotangent.view(rows, tasks.Count, outputs).permute(1, 0, 2).bmm(_weight.view(tasks.Count, outputs, -1));
        return torch.stack([.. tasks.Select(task => cotangent.narrow(1, task.First, task.Outputs).mm(_weight.narrow(0, task.First, task.Outputs)))]);
    }

    /// <summary>
    /// Adds the inner products of the tasks' cotangents at the representation, without making them: with cotangents Y_k W_k,
    /// ⟨Y_k W_k, Y_l W_l⟩ is the sum of Y_kᵀ Y_l ∘ W_k W_lᵀ.
    /// </summary>
    /// <param name="cotangent">The cotangent of all outputs, [batch, outputs].</param>
    /// <param name="tasks">Where each task's outputs begin, and how many they are.</param>
    /// <param name="gramian">[tasks, tasks].</param>
    public unsafe void AddGramian(torch.Tensor cotangent, IReadOnlyList<(int First, int Outputs)> tasks, SquareMatrix gramian)
    {
        var products = LibTorch.Pointer(cotangent.t().mm(cotangent).mul_(RowProducts.Of(_weight)));
        var sums = new float[OutputWidth];
        for (var k = 0; k < tasks.Count; k++)
        {
            Array.Clear(sums);
            for (var i = tasks[k].First; i < tasks[k].First + tasks[k].Outputs; i++) RowMath.Blend(1, sums, 1, new ReadOnlySpan<float>(products + (long)i * OutputWidth, OutputWidth));
            for (var l = 0; l <= k; l++)
            {
                var sum = 0.0;
                foreach (var product in sums.AsSpan(tasks[l].First, tasks[l].Outputs)) sum += product;
                gramian[k, l] += sum;
                if (l < k) gramian[l, k] += sum;
            }
        }
    }

    public override void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
        _weightGradient.Dispose();
        _biasGradient.Dispose();
    }
}
