using System.Globalization;
using System.Text;
using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Native;
using Polytask.Sharing;

namespace Polytask.Bench;

/// <summary>
/// Whole training steps of every architecture on a trunk 300-256-256: relative to the time that their multiply-adds predict from our step with hard sharing, and
/// relative to the same architecture in plain TorchSharp, an expert and a gate at a time. Steps take turns, so that they meet the machine in the same state.
/// </summary>
internal static class SharingTable
{
    private static readonly int[] TaskCounts = [2, 8];

    /// <summary>Measures and writes the page of results.</summary>
    public static void Write(string page)
    {
        LibTorch.Init();
        var table = string.Concat(TaskCounts.Select(Measure));
        File.WriteAllText(page, $"""
            # What architectures cost

            Whole training steps with Adam: trunk 300-256-256, which is that of each expert and tower, {DenseProblem.Rows} rows, K linear heads of {DenseProblem.Classes} classes, one thread; options as they are by default; `branched` has pairs of tasks. *Multiply-adds* counts
            those of one row on its way through all matrices, in millions; mixing the experts is not among them. *Of predicted* is the step's time over our step with hard sharing times the ratio of
            multiply-adds. *Of plain* is over the same architecture in plain TorchSharp with a loop over experts, gates, towers and heads, autograd and optim.Adam. *Its products* are the matrix products of the step
            alone, which both have in common, over that: as many multiply-adds in products of hard sharing's size. Steps of all architectures take turns; figures are medians of {Turns.Rounds} rounds of
            {DenseProblem.Batches} steps, and ratios of neighbouring turns.

            {table}
            Most of sluice's step is the penalty that keeps its subspaces apart: with {DenseProblem.Hidden} numbers in two subspaces, three products of half by half of the weights of each layer, which is {Page.Number(Penalty, "f1")} times the
            multiply-adds of the step itself, and is not among those counted.

            Made by `dotnet run -c Release --project bench/Polytask.Bench -- sharing bench/results/sharing_cost.md`.
            """.ReplaceLineEndings("\n") + "\n");
        Console.Write(table);
    }

    private static string Measure(int tasks)
    {
        (string Name, SharingOptions Options, PlainArchitecture? Plain)[] all =
        [
            ("hard", new HardSharing(), new PlainExperts(tasks, 1, 0, gates: false)),
            ("mmoe", new Mmoe(), new PlainExperts(tasks, 8, 0)),
            ("one_gate", new OneGate(), new PlainExperts(tasks, 8, 0, oneGate: true)),
            ("cgc", new Cgc(), new PlainExperts(tasks, 1, 1)),
            ("ple", new Ple(), new PlainLevels(tasks, fusion: false)),
            ("dselect_k", new DSelectK(), new PlainExperts(tasks, 8, 0, selectors: 2)),
            ("adatt", new AdaTT(), new PlainLevels(tasks, fusion: true)),
            ("branched", new Branched { Groups = [.. Enumerable.Range(0, tasks).Select(task => $"t{task}").Chunk(2)] }, new PlainPairs(tasks)),
            ("cross_stitch", new CrossStitch(), new PlainStitches(tasks)),
            ("nddr", new Nddr(), new PlainNddr(tasks)),
            ("sluice", new Sluice(), new PlainSluice(tasks)),
            ("sluice, orthogonality: 0", new Sluice { Orthogonality = 0 }, null),
            ("soft", new SoftSharing(), new PlainSoft(tasks)),
            ("ltb", new LearntBranches(), new PlainLearntBranches(tasks)),
            ("adashare", new AdaShare(), new PlainAdaShare(tasks)),
            ("stem", new Stem(), new PlainEmbedded(tasks)),
            ("home", new Home(), new PlainHierarchy(tasks)),
            ("mtan", new Mtan(), new PlainAttention(tasks)),
        ];
        var adds = all.Select(one => MultiplyAdds(tasks, one.Options)).ToArray();
        var problem = new DenseProblem(tasks);
        var times = Turns.Measure([problem.Products(), .. all.SelectMany(one => new[] { problem.Ours(new Equal(), sharing: one.Options), one.Plain is { } plain ? plain.Step : _ => { } })], DenseProblem.Batches);
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"| K = {tasks} | multiply-adds | ours | of predicted | plain | of plain | its products |").AppendLine("|---|---|---|---|---|---|---|");
        for (var i = 0; i < all.Length; i++)
        {
            var (ours, plain, more) = (times[2 * i + 1], times[2 * i + 2], adds[i] / adds[0]);
            text.Append(CultureInfo.InvariantCulture, $"| {all[i].Name} | {adds[i] / 1e6:f3} | {ours.Microseconds:n0} µs | {ours.Over(times[1]) / more:f2} |");
            text.AppendLine(all[i].Plain is null ? " – | – | – |" : string.Create(CultureInfo.InvariantCulture, $" {plain.Microseconds:n0} µs | {ours.Over(plain):f2} | {times[0].Over(plain) * more:f2} |"));
        }
        return text.AppendLine().ToString();
    }

    /// <summary>The multiply-adds of sluice's penalty on a tower, relative to those of the tower's step: forward, to the weights, and back but for the first layer.</summary>
    private static double Penalty => 3.0 / 4 * DenseProblem.Hidden * DenseProblem.Hidden * (DenseProblem.Inputs + DenseProblem.Hidden)
        / (DenseProblem.Rows * DenseProblem.Hidden * (2.0 * DenseProblem.Inputs + 3 * DenseProblem.Hidden));

    private static double MultiplyAdds(int tasks, SharingOptions sharing)
    {
        using var model = new DenseProblem(tasks).Setup(new Equal(), sharing: sharing).CreateModel();
        return model.Parameters.Dense.Sum(parameter => parameter.MultiplyAdds);
    }
}
