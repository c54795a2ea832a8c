using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using Polytask.Sharing;
using TorchSharp;
using static Polytask.Testing.SharingRequirements;

namespace Polytask.Testing;

/// <summary>
/// What every sharing architecture keeps, with one to five tasks: gradients of the whole model are derivatives, by parameters and by inputs, of each owner's loss alone where the architecture stops
/// gradients; no task moves another one's own parameters; every parameter belongs to one task, or to all and is moved by several; names are plain and models of one seed are equal; what is predicted for a
/// row depends on that row alone; a saved model is the same model; and no tensor is left.
/// </summary>
public static class SharingContract
{
    // Derivatives are held to differences with one task and with three: they take their time.
    private const int MostTasks = 5, Differentiated = 3;

    // What changes on the way has begun to, and choices are not sharp yet.
    private const double Progress = 0.5;
    private static readonly InputShape[] Inputs = [new BagShape("words", 7, 3, Pooling.Mean, Wide: true), new DenseShape("size", 2), new BagShape("tag", 4, 2, Pooling.Sum, Wide: false)];
    private static readonly (string Name, HeadShape Head)[] AllTasks = [("first", 1), ("second", 3), ("third", 2), ("fourth", 2), ("fifth", 1)];
    private static readonly StageOptions[] Trunk =
    [
        new DenseStage { Width = 6, Activation = ActivationFunction.Tanh, Dropout = 0.3 }, new DenseStage { Width = 4, Activation = ActivationFunction.Tanh },
        new DenseStage { Width = 4, Activation = ActivationFunction.Tanh },
    ];

    private static readonly RowShape Image = new(1, 4, 4);
    private static readonly (string Name, HeadShape Head)[] TasksOfMaps =
        [("first", 1), ("second", new(new RowShape(2, 2, 2), PerPlace: true)), ("third", new(2, PerPlace: true)), ("fourth", new(Image, PerPlace: true)), ("fifth", 1)];

    private static readonly StageOptions[] TrunkOfMaps =
        [new ConvolutionStage { Channels = 2, Activation = ActivationFunction.Tanh }, new AveragePoolStage(), new DropoutStage(), new ConvolutionStage { Channels = 3, Activation = ActivationFunction.Tanh }];

    /// <summary>Checks an architecture with tasks of different widths, three inputs and a trunk of three stages, two of them of one width; one that needs maps with small images.</summary>
    /// <param name="sharing">The architecture; its trunk is replaced by a small one.</param>
    /// <param name="seed">The seed of parameters, rows and passes.</param>
    /// <param name="differences">Whether gradients are held to differences; not for one with so many kinks that these tell little, whose gradients another test holds to derivatives.</param>
    /// <exception cref="ContractException">It does not keep the contract.</exception>
    public static void Holds(SharingOptions sharing, long seed = 1, bool differences = true) => Holds(_ => sharing, seed, differences);

    /// <summary>Checks an architecture that names the tasks.</summary>
    /// <param name="sharing">The architecture for tasks, one to five of them; its trunk is replaced by a small one.</param>
    /// <param name="seed">The seed of parameters, rows and passes.</param>
    /// <param name="differences">Whether gradients are held to differences.</param>
    /// <exception cref="ContractException">It does not keep the contract.</exception>
    public static void Holds(Func<IReadOnlyList<string>, SharingOptions> sharing, long seed = 1, bool differences = true)
    {
        LibTorch.Init();
        SharingOptions For(int tasks) => sharing([.. AllTasks.Take(tasks).Select(task => task.Name)]) is var made && made.NeedsMaps ? made with { Trunk = TrunkOfMaps } : made with { Trunk = Trunk };
        Check(For(1), 1, seed, differences);
        var before = Alive();
        for (var tasks = 1; tasks <= MostTasks; tasks++) Check(For(tasks), tasks, seed, differences);
        Contract.Requires(Alive() == before, $"Expected {before} living tensors after all models are disposed of, found {Alive()}.");
    }

    private static void Check(SharingOptions sharing, int count, long seed, bool differences)
    {
        using var scope = torch.NewDisposeScope();
        var (inputs, tasks) = sharing.NeedsMaps ? ([new ImageShape("image", Image)], TasksOfMaps[..count]) : (Inputs, AllTasks[..count]);
        using var model = new MultiTaskModel(inputs, tasks, sharing, seed);
        using var twin = new MultiTaskModel(inputs, tasks, sharing, seed);
        RequireEqual(model.Parameters, twin.Parameters);
        RequireNames(model);

        var random = new RandomStream(seed, "sharing contract");
        Numbers.Fill(Numbers.Of(model.Parameters.Values), random, 0.5);
        foreach (var table in model.Parameters.Tables)
            for (var row = 0; row < table.Rows; row++) Numbers.Fill(table[row], random, 0.5);
        var batch = sharing.NeedsMaps ? Images(random, 6) : Rows(random, 6);
        RequireIndependentRows(model, batch);
        if (count == MostTasks) RequireSaved(model, sharing, inputs, tasks, batch);
        var derivatives = differences && count is (1 or Differentiated);
        if (derivatives && !sharing.StopsGradients) RequireInputDerivatives(model, batch, input: sharing.NeedsMaps ? 0 : 1, seed);
        CheckGradients(model, sharing, batch, [.. tasks.Select(_ => true)], seed, derivatives);
        var moved = new Dictionary<string, int>();
        for (var task = 0; task < count; task++)
            foreach (var name in CheckGradients(model, sharing, batch, [.. tasks.Select((_, t) => t == task)], seed, derivatives)) moved[name] = moved.GetValueOrDefault(name) + 1;
        RequireOwners(model, moved);
    }

    private static HashSet<string> CheckGradients(MultiTaskModel model, SharingOptions sharing, Batch batch, bool[] active, long seed, bool derivatives)
    {
        using var scope = torch.NewDisposeScope();
        var store = model.Parameters;
        var pass = Pass.Training(batch, new RandomStream(seed, "pass"), Progress);
        var cotangents = model.Forward(pass, active).ZerosLike();
        var random = new RandomStream(seed, "cotangents");
        for (var task = 0; task < active.Length; task++)
            foreach (var (head, _) in cotangents.HeadsOf(task))
                for (var row = 0; active[task] && row < batch.Count; row++) Numbers.Fill(cotangents[head, row], random);
        store.ZeroGradients();
        model.Pullback(cotangents, pass, active);

        var moved = new HashSet<string>();
        var differences = new CentralDifferences();
        foreach (var parameter in store.Dense)
        {
            RequireOwn(parameter.Name, parameter.Owner, Numbers.Of(parameter.Gradient));
            if (derivatives) differences.Check(parameter.Name, Numbers.Of(parameter.Value), Numbers.Of(parameter.Gradient), () => Value(parameter.Owner));
        }
        foreach (var table in store.Tables)
            for (var row = 0; row < table.Rows; row++)
            {
                RequireOwn(table.Name, table.Owner, table.Gradient[row]);
                if (derivatives) differences.Check($"{table.Name}[{row}]", table[row], table.Gradient[row], () => Value(table.Owner));
            }
        differences.RequireSmooth();
        return moved;

        // What the gradient by parameters of an owner is the derivative of.
        double Value(string owner)
        {
            using var inner = torch.NewDisposeScope();
            bool Counts(int task) => active[task] && (!sharing.StopsGradients || owner == ParameterStore.Shared || owner == model.Tasks[task]);
            var outputs = model.Forward(Pass.Training(batch, new RandomStream(seed, "pass"), Progress), active);
            var sum = 0.0;
            for (var task = 0; task < active.Length; task++)
                foreach (var (head, _) in outputs.HeadsOf(task))
                    for (var row = 0; Counts(task) && row < batch.Count; row++) sum += Numbers.Dot(outputs[head, row], cotangents[head, row]);
            return sum;
        }

        void RequireOwn(string name, string owner, ReadOnlySpan<float> gradient)
        {
            if (!gradient.ContainsAnyExcept(0f)) return;
            moved.Add(name);
            Contract.Requires(owner == ParameterStore.Shared || active[model.Tasks.ToList().IndexOf(owner)], $"{name} belongs to '{owner}' alone: expected no gradient of other tasks, found one.");
        }
    }

    private static Batch Images(RandomStream random, int rows)
    {
        var numbers = new float[rows * Image.Numbers];
        Numbers.Fill(numbers, random);
        return new Batch(new EncodedRows(rows, [new DenseColumn(numbers, Image.Numbers)], []), Enumerable.Range(0, rows).ToArray());
    }

    private static Batch Rows(RandomStream random, int rows)
    {
        BagColumn Bags(int buckets, int largest)
        {
            var (offsets, ids) = (new int[rows + 1], new List<int>());
            for (var row = 0; row < rows; offsets[++row] = ids.Count)
                for (var i = random.NextInt(largest + 1); i > 0; i--) ids.Add(random.NextInt(buckets));
            return new BagColumn(offsets, [.. ids], [.. ids.Select(_ => (float)(0.5 + random.NextDouble()))], buckets);
        }
        var sizes = new float[rows * 2];
        Numbers.Fill(sizes, random);
        return new Batch(new EncodedRows(rows, [Bags(7, 4), new DenseColumn(sizes, 2), Bags(4, 1)], []), Enumerable.Range(0, rows).ToArray());
    }

    private static long Alive() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
}
