using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// What a balancing method sees of a step. Only tasks with a label in the batch are there: the first number of every list is that of
/// the task <c>Tasks[0]</c>. One object serves all steps.
/// </summary>
/// <param name="tasks">How many tasks the model has.</param>
/// <param name="seed">The seed of the run.</param>
/// <param name="say">Receives what the user should know of a step; every message is said once in a run.</param>
public sealed class BalancingStep(int tasks, long seed = 1, Action<string>? say = null)
{
    private readonly int[] _tasks = new int[tasks];
    private readonly double[] _losses = new double[tasks];
    private readonly double[] _scores = new double[tasks];
    private readonly double[] _ownWeights = new double[tasks];
    private readonly List<SquareMatrix> _partGramians = [];
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private RandomStream? _random;

    /// <summary>The step of the run, counted from 0.</summary>
    public long Number { get; private set; }

    /// <summary>The epoch of the run, counted from 0.</summary>
    public int Epoch { get; private set; }

    /// <summary>How many tasks have a label in the step.</summary>
    public int Count { get; private set; }

    /// <summary>Which tasks these are, in rising order.</summary>
    public ReadOnlySpan<int> Tasks => _tasks.AsSpan(0, Count);

    /// <summary>The loss of each, times the task's own weight.</summary>
    public ReadOnlySpan<double> Losses => _losses.AsSpan(0, Count);

    /// <summary>The first metric of each on the validation rows after the last epoch, higher for better; NaN before the first.</summary>
    public ReadOnlySpan<double> Scores => _scores.AsSpan(0, Count);

    /// <summary>The inner products of the tasks' gradients, G = J Jᵀ.</summary>
    public SquareMatrix Gramian { get; } = new(tasks);

    /// <summary>The inner products of the tasks' gradients on two independent batches, J₁ J₂ᵀ.</summary>
    public SquareMatrix CrossGramian { get; } = new(tasks);

    /// <summary>The factor of each task's gradient of its own parameters: 1, unless a gradient method sets another. Loss balancers' weights count there by themselves.</summary>
    public Span<double> OwnWeights => _ownWeights.AsSpan(0, Count);

    /// <summary>The random numbers of this step.</summary>
    public RandomStream Random => _random ??= new RandomStream(seed, $"balancing {Number}");

    /// <summary>Begins a step without tasks.</summary>
    public void Begin(long number, int epoch)
    {
        (Number, Epoch, Count, _random) = (number, epoch, 0, null);
        Gramian.Reset(0);
        CrossGramian.Reset(0);
    }

    /// <summary>The inner products of the tasks' gradients in one of the parts of the batch that <see cref="GramianBalancer.Parts"/> asks for, counted from 0.</summary>
    public SquareMatrix PartGramian(int part)
    {
        while (_partGramians.Count <= part) _partGramians.Add(new SquareMatrix(tasks));
        return _partGramians[part];
    }

    /// <summary>Adds a task, in rising order.</summary>
    public void Add(int task, double loss, double score = double.NaN)
    {
        (_tasks[Count], _losses[Count], _scores[Count], _ownWeights[Count]) = (task, loss, score, 1);
        Count++;
    }

    /// <summary>Tells the user something, once in a run.</summary>
    public void Say(string message)
    {
        if (_said.Add(message)) say?.Invoke(message);
    }
}
