using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using Polytask.Optimisation;
using Polytask.Training;
using TorchSharp;

namespace Polytask.Testing;

/// <summary>
/// What every optimiser keeps: it goes down a bowl; numbers do not influence one another, wherever they lie; all that it remembers
/// is in its state buffers; rows of tables without a gradient stay as they are, or move as dense numbers with a gradient of zero do;
/// and a gradient of zero from the first step on leaves finite numbers.
/// </summary>
public static class OptimiserContract
{
    private const int Steps = 12;

    /// <summary>Checks an optimiser.</summary>
    /// <param name="options">The optimiser.</param>
    /// <param name="seed">The seed of parameters and gradients.</param>
    /// <exception cref="ContractException">It does not keep the contract.</exception>
    public static void Holds(OptimiserOptions options, long seed = 1)
    {
        LibTorch.Init();
        GoesDown(options, seed);
        RemembersAllInState(options, seed);
        TreatsNumbersAlike(options, seed);
    }

    private static void GoesDown(OptimiserOptions options, long seed)
    {
        using var bowl = new Problem(options, seed);
        var before = bowl.Height();
        for (var step = 0; step < 10 * Steps; step++)
        {
            bowl.TakeSlope();
            bowl.Step();
        }
        Contract.Requires(bowl.Height() < before, $"Expected to come down from the height {before}, found {bowl.Height()}.");
        using var flat = new Problem(options, seed);
        flat.Step();
        Contract.Requires(double.IsFinite(flat.Height()), $"Expected finite numbers after a step without any gradient.");
    }

    private static void RemembersAllInState(OptimiserOptions options, long seed)
    {
        using var whole = new Problem(options, seed);
        for (var step = 0; step < Steps; step++) whole.Step(new RandomStream(seed, $"step {step}"));
        using var begun = new Problem(options, seed);
        for (var step = 0; step < Steps / 2; step++) begun.Step(new RandomStream(seed, $"step {step}"));
        using var resumed = new Problem(options, seed + 1);
        resumed.GoOnFrom(begun);
        for (var step = Steps / 2; step < Steps; step++) resumed.Step(new RandomStream(seed, $"step {step}"));
        Contract.Requires(resumed.Numbers().SequenceEqual(whole.Numbers()), $"Expected the same numbers, bit for bit, after going on from the state of another optimiser; it remembers something elsewhere.");
    }

    private static void TreatsNumbersAlike(OptimiserOptions options, long seed)
    {
        using var problem = new Problem(options, seed);
        for (var step = 0; step < Steps; step++)
        {
            var untouched = problem.TableRow(Problem.Untouched).ToArray();
            problem.Step(new RandomStream(seed, $"step {step}"));
            if (problem.SkipsUntouchedRows)
                Contract.Requires(problem.TableRow(Problem.Untouched).SequenceEqual(untouched), $"Expected a row without a gradient to stay as it is, found it changed.");
            for (var row = 0; row < Problem.Rows; row++)
                for (var i = 0; i < Problem.Width; i++)
                {
                    var (table, dense, alone) = (problem.TableRow(row)[i], problem.Dense(row, i), problem.Alone(row, i));
                    Contract.Requires(Near(dense, alone), $"Step {step}: expected {alone} for a number that lies alone, found {dense} among others.");
                    Contract.Requires(row == Problem.Untouched && problem.SkipsUntouchedRows || Near(table, dense), $"Step {step}: expected {dense} in a table as in dense numbers, found {table}.");
                }
        }
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) <= 1e-5 * Math.Max(1, Math.Abs(one)); // vectorised and single numbers are rounded differently

    /// <summary>The same numbers three times: in a table, in one dense parameter, and each as a parameter of an owner of its own.</summary>
    private sealed class Problem : IDisposable
    {
        public const int Rows = 3, Width = 19, Untouched = 1;
        private readonly ParameterStore _store;
        private readonly EmbeddingTable _table;
        private readonly Parameter _dense;
        private readonly Parameter[] _alone;
        private readonly ModelOptimiser _optimiser;

        public Problem(OptimiserOptions options, long seed)
        {
            SkipsUntouchedRows = options.Create().SkipsUntouchedRows;
            _store = new ParameterStore(seed);
            _table = _store.AddTable("table", ParameterStore.Shared, TableRole.Embedding, Rows, Width, Initialisers.Uniform(1));
            _dense = _store.Add("dense", ParameterStore.Shared, [Rows, Width], Initialisers.Zero);
            _alone = [.. Enumerable.Range(0, Rows * Width).Select(i => _store.Add($"alone {i}", $"owner {i}", [1], Initialisers.Zero))];
            _store.Allocate();
            for (var i = 0; i < Rows * Width; i++) Testing.Numbers.Of(_dense.Value)[i] = Testing.Numbers.Of(_alone[i].Value)[0] = _table[i / Width][i % Width];
            _optimiser = new ModelOptimiser(_store, new Optimisers(options, options, options));
        }

        public bool SkipsUntouchedRows { get; }

        public ReadOnlySpan<float> TableRow(int row) => _table[row];

        public float Dense(int row, int column) => Testing.Numbers.Of(_dense.Value)[row * Width + column];

        public float Alone(int row, int column) => Testing.Numbers.Of(_alone[row * Width + column].Value)[0];

        public float[] Numbers() => [.. Testing.Numbers.Of(_store.Values), .. Enumerable.Range(0, Rows).SelectMany(row => _table[row].ToArray())];

        public double Height() => Numbers().Sum(number => (number - 2.0) * (number - 2));

        /// <summary>Sets the gradient of <see cref="Height"/>.</summary>
        public void TakeSlope()
        {
            _store.ZeroGradients();
            for (var row = 0; row < Rows; row++)
                for (var i = 0; i < Width; i++) _table.Gradient[row][i] = 2 * (_table[row][i] - 2);
            using var scope = torch.NewDisposeScope();
            _store.Gradients.copy_(torch.tensor(2f) * (_store.Values - torch.tensor(2f)));
        }

        public void Step() => _optimiser.Step(_ => true, 1);

        /// <summary>Takes a step with a random gradient, which is the same for the same number; one row has none.</summary>
        public void Step(RandomStream random)
        {
            _store.ZeroGradients();
            for (var i = 0; i < Rows * Width; i++)
            {
                var row = i / Width;
                if (row == Untouched) continue;
                var gradient = (float)random.NextNormal();
                _table.Gradient[row][i % Width] = Testing.Numbers.Of(_dense.Gradient)[i] = Testing.Numbers.Of(_alone[i].Gradient)[0] = gradient;
            }
            Step();
        }

        public void GoOnFrom(Problem other)
        {
            _store.Values.copy_(other._store.Values);
            for (var row = 0; row < Rows; row++) other._table[row].CopyTo(_table[row]);
            foreach (var (mine, its) in _optimiser.State.Zip(other._optimiser.State)) its.Buffer.ToArray().CopyTo(mine.Buffer.Slice(0, (int)mine.Buffer.Length));
            foreach (var (owner, steps) in other._optimiser.Steps) _optimiser.SetSteps(owner, steps);
        }

        public void Dispose()
        {
            _optimiser.Dispose();
            _store.Dispose();
        }
    }
}
