using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// All parameters of a model. Dense parameters are views of one flat memory, in the order in which they were added, and so are
/// their gradients; embedding tables have memory of their own and gradients for touched rows only.
/// </summary>
public sealed class ParameterStore(long seed) : IDisposable
{
    /// <summary>The owner of parameters that no task owns alone.</summary>
    public const string Shared = "shared";

    /// <summary>The owner of parameters that nothing trains.</summary>
    public const string Frozen = "frozen";

    private const long LargestTable = int.MaxValue / sizeof(float);
    private readonly List<Parameter> _dense = [];
    private readonly List<EmbeddingTable> _tables = [];
    private readonly List<ParameterStack> _stacks = [];
    private readonly List<Statistic> _statistics = [];
    private readonly List<(Parameter Parameter, Initialise Initialise)> _pending = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _companions = [];
    private readonly List<(string Name, IReadOnlyList<string>? Tasks, IReadOnlyList<string>? Reads, IReadOnlyList<string>? After)> _places = [];
    private long _length;

    /// <summary>The tasks whose own parameters other tasks' losses train too, because their predictions enter them.</summary>
    public IReadOnlySet<string> Reached { get; init; } = new HashSet<string>();

    /// <summary>Whether the losses of several tasks train what an owner has, so that their gradients can be compared there.</summary>
    public bool IsShared(string owner) => owner == Shared || Reached.Contains(owner);

    /// <summary>The dense parameters, in flat order.</summary>
    public IReadOnlyList<Parameter> Dense => _dense;

    /// <summary>The embedding tables.</summary>
    public IReadOnlyList<EmbeddingTable> Tables => _tables;

    /// <summary>What blocks have counted.</summary>
    public IReadOnlyList<Statistic> Statistics => _statistics;

    /// <summary>The dense values, [total].</summary>
    public torch.Tensor Values { get; private set; } = null!;

    /// <summary>The dense gradients, [total].</summary>
    public torch.Tensor Gradients { get; private set; } = null!;

    /// <summary>Declares a dense parameter; its memory exists after <see cref="Allocate"/>.</summary>
    /// <exception cref="ArgumentException">There is a parameter of that name.</exception>
    /// <param name="name">Its name.</param>
    /// <param name="owner">Its owner.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initialise">How it begins.</param>
    /// <param name="uses">How many products every number takes part in for each row, where it is a matrix or a kernel.</param>
    public Parameter Add(string name, string owner, long[] shape, Initialise initialise, int uses = 1)
    {
        Claim(name);
        var parameter = new Parameter(name, owner, shape, _length, uses);
        _dense.Add(parameter);
        _pending.Add((parameter, initialise));
        _length += parameter.Length;
        return parameter;
    }

    /// <summary>Declares parameters of one shape that lie side by side, one for each member, named <c>MEMBER.SUFFIX</c>.</summary>
    /// <param name="members">Names, owners and numbers of the parameters.</param>
    /// <param name="suffix">Ends every name.</param>
    /// <param name="shape">The shape of one.</param>
    /// <param name="initialise">How each member's begin.</param>
    /// <param name="uses">How many products every number takes part in for each row, where it is a matrix or a kernel.</param>
    /// <exception cref="ArgumentException">There is a parameter of that name.</exception>
    public ParameterStack AddStack(IReadOnlyList<StackMember> members, string suffix, long[] shape, Func<int, Initialise> initialise, int uses = 1)
    {
        var stack = new ParameterStack([.. members.Select((member, index) => Add($"{member.Name}.{suffix}", member.Owner, member.Count > 1 ? [member.Count, .. shape] : shape, initialise(index), uses))], members, shape);
        _stacks.Add(stack);
        return stack;
    }

    /// <summary>Says of all parameters in whose names a name stands, between dots, where they are in the model: for people, who cannot see it from names.</summary>
    /// <param name="name">The name.</param>
    /// <param name="tasks">The tasks that have them, where these are several and not all.</param>
    /// <param name="reads">Of whom they take what stands below: tasks, <see cref="Shared"/>, or names that stand in others' names.</param>
    /// <param name="after">The tasks whose own part at this place they take up beside what stands below.</param>
    internal void Describe(string name, IReadOnlyList<string>? tasks = null, IReadOnlyList<string>? reads = null, IReadOnlyList<string>? after = null) =>
        _places.Add(($".{name}.", tasks, reads, after));

    /// <summary>What has been said of a parameter.</summary>
    internal (IReadOnlyList<string>? Tasks, IReadOnlyList<string>? Reads, IReadOnlyList<string>? After) PlaceOf(string name)
    {
        var said = _places.Where(place => $".{name}.".Contains(place.Name, StringComparison.Ordinal)).ToArray();
        return (Said(place => place.Tasks), Said(place => place.Reads), Said(place => place.After));

        IReadOnlyList<string>? Said(Func<(string Name, IReadOnlyList<string>? Tasks, IReadOnlyList<string>? Reads, IReadOnlyList<string>? After), IReadOnlyList<string>?> what) =>
            said.Select(what).FirstOrDefault(names => names is not null);
    }

    /// <summary>Declares numbers that a block counts in training and predicts with: they are saved with the parameters, but no optimiser changes them.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">How many numbers.</param>
    /// <param name="beginning">What each begins with.</param>
    /// <exception cref="ArgumentException">There is a parameter of that name.</exception>
    public Statistic AddStatistic(string name, int length, float beginning)
    {
        Claim(name);
        var statistic = new Statistic(name, length, beginning);
        _statistics.Add(statistic);
        return statistic;
    }

    /// <summary>Has something disposed of with the store.</summary>
    internal void Attach(IDisposable companion) => _companions.Add(companion);

    /// <summary>Makes an embedding table.</summary>
    /// <exception cref="ArgumentException">There is a parameter of that name.</exception>
    /// <exception cref="ConfigurationException">The table is larger than a model file can hold.</exception>
    public EmbeddingTable AddTable(string name, string owner, TableRole role, int rows, int width, Initialise initialise)
    {
        Claim(name);
        if ((long)rows * width > LargestTable)
            throw new ConfigurationException($"{name}: a table of {rows} features by {width} numbers is too large; expected at most {LargestTable} numbers. Keep fewer features, or make the embedding narrower.");
        var table = new EmbeddingTable(name, owner, role, rows, width);
        table.Fill(initialise, new RandomStream(seed, name));
        _tables.Add(table);
        return table;
    }

    /// <summary>Lays out the flat memory and initialises every dense parameter, each from a stream with its own name.</summary>
    public unsafe void Allocate()
    {
        using (var scope = torch.NewDisposeScope())
        {
            Values = torch.zeros(Math.Max(1, _length)).DetachFromDisposeScope();
            Gradients = torch.zeros(Math.Max(1, _length)).DetachFromDisposeScope();
        }
        foreach (var (parameter, initialise) in _pending)
        {
            parameter.Bind(Values, Gradients);
            initialise(new Span<float>(LibTorch.Pointer(Values) + parameter.Offset, checked((int)parameter.Length)), new RandomStream(seed, parameter.Name));
        }
        _pending.Clear();
        foreach (var stack in _stacks) stack.Bind(Values, Gradients);
    }

    /// <summary>A view of dense parameters that lie side by side, as one matrix [sum of their first dimensions, width].</summary>
    public torch.Tensor Stack(Parameter first, Parameter last, bool gradient, params long[] shape)
    {
        using var flat = (gradient ? Gradients : Values).narrow(0, first.Offset, last.Offset + last.Length - first.Offset);
        return flat.view(shape).DetachFromDisposeScope();
    }

    /// <summary>Forgets all gradients.</summary>
    public void ZeroGradients()
    {
        Gradients.zero_();
        foreach (var table in _tables) table.Gradient.Clear();
    }

    private void Claim(string name)
    {
        if (!_names.Add(name)) throw new ArgumentException($"There is a parameter '{name}' already.", nameof(name));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var companion in _companions) companion.Dispose();
        foreach (var parameter in _dense) parameter.Release();
        foreach (var stack in _stacks) stack.Release();
        foreach (var table in _tables) table.Dispose();
        Values?.Dispose();
        Gradients?.Dispose();
    }
}
