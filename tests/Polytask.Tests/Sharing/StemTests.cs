using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Sharing;
using Polytask.Testing;
using TorchSharp;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class StemTests
{
    private const int Tasks = 3;
    private static readonly StageOptions[] Expert = [new DenseStage { Width = 5 }, new DenseStage { Width = 6 }];

    [Theory]
    [InlineData(2, 3)]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    public void A_task_reads_the_experts_of_all_on_embeddings_of_their_own(int shared, int own)
    {
        using var stem = new LiteralTrunk(new Stem { SharedExperts = shared, TaskExperts = own, Trunk = Expert, TaskStages = [new DenseStage { Width = 2 }] }, words: true);
        stem.IsByRow((task, row) =>
        {
            var inputs = Enumerable.Range(0, Tasks).Select(t => stem.Embedded($"tasks.{Task(t)}.inputs.words", row)).ToArray();
            var common = stem.Embedded("inputs.words", row);
            double[] Of(string suffix, double[] x, int k) => stem.Layer($"trunk.1.experts{suffix}", stem.Layer($"trunk.0.experts{suffix}", x, k), k);
            return stem.Layer($"towers.0.{Task(task)}", stem.Gated($"gates.{Task(task)}", Mix([1, 1], [inputs[task], common]),
            [
                .. Enumerable.Range(0, shared).Select(k => Of("", common, k)),
                .. inputs.SelectMany((x, t) => Enumerable.Range(0, own).Select(k => Of($".{Task(t)}", x, k))),
            ]));
        });
        const int inputs = Inputs + Embedding;
        var experts = shared + Tasks * own;
        Assert.Equal(experts * (5 * (inputs + 1) + 6 * (5 + 1)) + Tasks * experts * inputs + Tasks * 2 * (6 + 1), stem.Parameters);
        Assert.Equal((1 + Tasks) * Words * Embedding, stem.Store.Tables.Sum(table => table.Length));
    }

    [Fact]
    public void A_task_reads_what_is_another_ones_and_does_not_train_it()
    {
        using var stem = new LiteralTrunk(new Stem { Trunk = Expert }, words: true);
        var pass = Pass.Training(stem.Batch, new RandomStream(1, "pass"));
        var found = stem.Trunk.Forward([true, true, true], pass);
        stem.Store.ZeroGradients();
        stem.Trunk.Pullback([.. found.Select((seen, task) => task == 1 ? Numbers.Normal(new RandomStream(1, "cotangent"), Rows, 6) : torch.zeros_like(seen!))], pass);
        Assert.All(stem.Store.Dense, p => Assert.Equal(p.Owner is ParameterStore.Shared or "t1", Numbers.Of(p.Gradient).ContainsAnyExcept(0f)));
        Assert.All(stem.Store.Tables, table => Assert.Equal(
            table.Owner is ParameterStore.Shared or "t1", Enumerable.Range(0, table.Gradient.Rows.Length).Any(i => table.Gradient[table.Gradient.Rows[i]].ContainsAnyExcept(0f))));

        // Yet all that task 2 owns, except for its gate, changes what task 1 reads.
        float[] Read() => [.. stem.Found().Where(f => f.Task == 1).SelectMany(f => f.Numbers)];
        void Matters(string name, Span<float> numbers)
        {
            var before = Read();
            foreach (ref var number in numbers) number += 1;
            Assert.Equal(name.StartsWith("gates.", StringComparison.Ordinal), before.SequenceEqual(Read()));
        }
        foreach (var parameter in stem.Store.Dense.Where(p => p.Owner == "t2")) Matters(parameter.Name, Numbers.Of(parameter.Value));
        foreach (var table in stem.Store.Tables.Where(t => t.Owner == "t2")) Matters(table.Name, table[3]);
    }

    [Fact]
    public void With_one_task_and_no_tables_it_is_customised_gate_control()
    {
        using var stem = new LiteralTrunk(new Stem { SharedExperts = 2, Trunk = Expert }, tasks: 1);
        using var cgc = new LiteralTrunk(new Cgc { SharedExperts = 2, Trunk = Expert }, tasks: 1);
        foreach (var parameter in stem.Store.Dense) Numbers.Of(parameter.Value).CopyTo(Numbers.Of(cgc.Store.Dense.Single(p => p.Name == parameter.Name).Value));
        // The gate reads the numbers twice: as those that are shared, and as the task's.
        foreach (ref var weight in Numbers.Of(cgc.Store.Dense.Single(p => p.Name == "gates.t0.weight").Value)) weight *= 2;
        cgc.IsByRow((_, row) => [.. stem.Found().Single(found => found.Row == row).Numbers.Select(number => (double)number)]);
    }
}
