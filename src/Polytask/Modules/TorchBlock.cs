using TorchSharp;
using TorchModule = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace Polytask.Modules;

/// <summary>
/// Any module of TorchSharp as a block: torch records it while it computes, and every task's gradient takes a way back of its own. Its parameters
/// become views of the store's flat memory. What a module may be, <see cref="TorchModuleCheck"/> says.
/// </summary>
public sealed class TorchBlock : Block
{
    private readonly TorchModule _module;
    private readonly (TorchSharp.Modules.Parameter Tensor, Parameter Parameter)[] _parameters;
    private readonly object _leaf = new();
    private bool _bound;

    /// <summary>Adds every parameter of the module to the store, as <c>NAME.…</c> with its own name behind.</summary>
    /// <param name="store">Where the parameters will live; the module is disposed of with it.</param>
    /// <param name="name">Begins every parameter's name.</param>
    /// <param name="owner">The owner of the parameters.</param>
    /// <param name="inputWidth">Numbers per row that the module takes.</param>
    /// <param name="create">
    /// Makes the module, on the CPU; called twice. Parameters that are the same both times begin with these values. Others would depend on torch's own random
    /// numbers: they are drawn anew from a stream of the run's seed, matrices uniformly in ±1 / √fan-in, while vectors begin at 0.
    /// </param>
    /// <exception cref="ConfigurationException">The module is not one of rows, all of whose state is parameters.</exception>
    public TorchBlock(ParameterStore store, string name, string owner, int inputWidth, Func<TorchModule> create)
    {
        using var scope = torch.NewDisposeScope();
        _module = create();
        using var other = create();
        OutputWidth = TorchModuleCheck.OutputWidth(_module, name, inputWidth);
        var beginnings = _module.named_parameters().Zip(other.named_parameters(), (one, two) => Beginning(one.parameter, two.parameter));
        _parameters = [.. _module.named_parameters().Zip(beginnings, (own, begin) => (own.parameter, store.Add($"{name}.{own.name}", owner, own.parameter.shape, begin)))];
        foreach (var (tensor, _) in _parameters) tensor.DetachFromDisposeScope();
        store.Attach(_module);
    }

    /// <inheritdoc/>
    public override int OutputWidth { get; }

    /// <inheritdoc/>
    public override bool HasParameters => _parameters is [{ Parameter.IsFrozen: false }, ..];

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        if (!_bound) Bind();
        _module.train(pass.IsTraining);
        if (!pass.IsPulledBack)
        {
            using var predicts = torch.no_grad();
            return _module.call(input);
        }
        using var records = torch.enable_grad();
        var leaf = input.detach().requires_grad_(true);
        var output = _module.call(leaf);
        pass.Save(_leaf, leaf);
        pass.Save(this, output);
        return output.detach();
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var (leaf, output) = (pass.Saved(_leaf), pass.Saved(this));
        var cotangents = pass.Sink.Separate(cotangent);
        var stack = cotangents.dim() == 2 ? cotangents.unsqueeze(0) : cotangents;
        var tasks = stack.size(0);
        var rows = _parameters.Select(p => torch.zeros(tasks, p.Parameter.Length)).ToArray();
        var pulled = torch.zeros([tasks, .. leaf.shape]);
        for (var task = 0; task < tasks; task++)
        {
            for (var i = 0; i < rows.Length; i++) _parameters[i].Tensor.grad = rows[i][task].view([.. _parameters[i].Parameter.Shape]);
            leaf.grad = pulled[task];
            output.backward([stack[task].contiguous()], retain_graph: true);
        }
        foreach (var (tensor, _) in _parameters) tensor.grad = null;
        leaf.grad = null;
        for (var i = 0; HasParameters && i < rows.Length; i++) pass.Sink.Dense(_parameters[i].Parameter, cotangents.dim() == 2 ? rows[i] : rows[i].unsqueeze(1));
        if (!toInput) return null;
        // Rows do not look at each other, so what was separated can be put together again.
        return cotangent.dim() == 3 ? pulled : pulled.sum(dim: 0);
    }

    /// <summary>Puts the parameters where the store keeps them; there they get their beginning.</summary>
    private void Bind()
    {
        using var still = torch.no_grad();
        foreach (var (tensor, parameter) in _parameters) tensor.set_(parameter.Value);
        _bound = true;
    }

    private static Initialise Beginning(torch.Tensor one, torch.Tensor other)
    {
        var values = one.detach().cpu().contiguous().data<float>().ToArray();
        if (values.AsSpan().SequenceEqual(other.detach().cpu().contiguous().data<float>().ToArray())) return (numbers, _) => values.CopyTo(numbers);
        return one.dim() > 1 ? Initialisers.FanIn(one.numel() / one.size(0)) : Initialisers.Zero;
    }
}
