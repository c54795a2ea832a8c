using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using Polytask.Sharing;
using TorchSharp;

namespace Polytask.Testing;

/// <summary>
/// What every sharing architecture keeps: gradients of the whole model are derivatives; no task moves another one's own
/// parameters; every parameter belongs to all tasks or to one; models of one seed are equal; and what is predicted for a row
/// depends on that row alone.
/// </summary>
public static class SharingContract
{
    private static readonly InputShape[] Inputs = [new BagShape("words", 7, 3, Pooling.Mean, Wide: true), new DenseShape("size", 2), new BagShape("tag", 4, 2, Pooling.Sum, Wide: false)];
    private static readonly (string Name, int Outputs)[] Tasks = [("first", 1), ("second", 3), ("third", 2)];
    private static readonly StageOptions[] Trunk = [new DenseStage { Width = 5, Activation = ActivationFunction.Tanh, Dropout = 0.3 }, new DenseStage { Width = 4, Activation = ActivationFunction.Tanh }];

    /// <summary>Checks an architecture with three tasks of different widths, three inputs and a trunk of two stages.</summary>
    /// <param name="sharing">The architecture; its trunk is replaced by a small one.</param>
    /// <param name="seed">The seed of parameters, rows and passes.</param>
    /// <exception cref="ContractException">It does not keep the contract.</exception>
    public static void Holds(SharingOptions sharing, long seed = 1)
    {
        LibTorch.Init();
        using var scope = torch.NewDisposeScope();
        sharing = sharing with { Trunk = Trunk };
        using var model = new MultiTaskModel(Inputs, Tasks, sharing, seed);
        using var twin = new MultiTaskModel(Inputs, Tasks, sharing, seed);
        RequireEqual(model.Parameters, twin.Parameters);
        RequireOwners(model.Parameters);

        var random = new RandomStream(seed, "sharing contract");
        Numbers.Fill(Numbers.Of(model.Parameters.Values), random, 0.5);
        foreach (var table in model.Parameters.Tables)
            for (var row = 0; row < table.Rows; row++) Numbers.Fill(table[row], random, 0.5);
        var batch = Rows(random, 6);
        RequireIndependentRows(model, batch);
        CheckGradients(model, batch, [true, true, true], seed);
        for (var task = 0; task < Tasks.Length; task++) CheckGradients(model, batch, [.. Tasks.Select((_, t) => t == task)], seed);
    }

    private static void CheckGradients(MultiTaskModel model, Batch batch, bool[] active, long seed)
    {
        using var scope = torch.NewDisposeScope();
        var store = model.Parameters;
        var pass = Pass.Training(batch, new RandomStream(seed, "pass"));
        var cotangents = model.Forward(pass, active).ZerosLike();
        var random = new RandomStream(seed, "cotangents");
        for (var task = 0; task < active.Length; task++)
            for (var row = 0; active[task] && row < batch.Count; row++) Numbers.Fill(cotangents[task, row], random);
        store.ZeroGradients();
        model.Pullback(cotangents, pass, active);

        var differences = new CentralDifferences();
        foreach (var parameter in store.Dense)
        {
            RequireOwn(parameter.Name, parameter.Owner, Numbers.Of(parameter.Gradient));
            differences.Check(parameter.Name, Numbers.Of(parameter.Value), Numbers.Of(parameter.Gradient), Value);
        }
        foreach (var table in store.Tables)
            for (var row = 0; row < table.Rows; row++)
            {
                RequireOwn(table.Name, table.Owner, table.Gradient[row]);
                differences.Check($"{table.Name}[{row}]", table[row], table.Gradient[row], Value);
            }
        differences.RequireSmooth();

        double Value()
        {
            using var inner = torch.NewDisposeScope();
            var outputs = model.Forward(Pass.Training(batch, new RandomStream(seed, "pass")), active);
            var sum = 0.0;
            for (var task = 0; task < active.Length; task++)
                for (var row = 0; active[task] && row < batch.Count; row++) sum += Numbers.Dot(outputs[task, row], cotangents[task, row]);
            return sum;
        }

        void RequireOwn(string name, string owner, ReadOnlySpan<float> gradient) => Contract.Requires(
            owner == ParameterStore.Shared || active[model.Tasks.ToList().IndexOf(owner)] || !gradient.ContainsAnyExcept(0f),
            $"{name} belongs to '{owner}' alone: expected no gradient of other tasks, found one.");
    }

    private static void RequireIndependentRows(MultiTaskModel model, Batch batch)
    {
        bool[] all = [true, true, true];
        using var scope = torch.NewDisposeScope();
        var together = model.Forward(Pass.Prediction(batch), all);
        for (var row = 0; row < batch.Count; row++)
        {
            var alone = model.Forward(Pass.Prediction(batch with { Rows = batch.Rows.Slice(row, 1) }), all);
            for (var task = 0; task < Tasks.Length; task++)
                for (var i = 0; i < Tasks[task].Outputs; i++)
                    Contract.Requires(Math.Abs(together[task, row][i] - alone[task, 0][i]) < 1e-4, $"Expected the same outputs for a row in a batch and alone, found {together[task, row][i]} and {alone[task, 0][i]}.");
        }
    }

    private static void RequireEqual(ParameterStore one, ParameterStore other)
    {
        foreach (var (a, b) in ParameterSnapshot.Take(one).Arrays.Zip(ParameterSnapshot.Take(other).Arrays))
            Contract.Requires(a.Name == b.Name && a.Values.AsSpan().SequenceEqual(b.Values), $"Expected equal models of one seed, found different '{a.Name}' and '{b.Name}'.");
    }

    private static void RequireOwners(ParameterStore store)
    {
        foreach (var (name, owner) in store.Dense.Select(p => (p.Name, p.Owner)).Concat(store.Tables.Select(t => (t.Name, t.Owner))))
            Contract.Requires(owner == ParameterStore.Shared || Tasks.Any(task => task.Name == owner), $"{name}: expected '{ParameterStore.Shared}' or a task as the owner, found '{owner}'.");
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
}
