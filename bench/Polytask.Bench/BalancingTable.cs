using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Native;

namespace Polytask.Bench;

/// <summary>
/// Whole training steps of <see cref="DenseProblem"/>: the cost of every balancing method relative to our own equal weighting, and of
/// that relative to plain TorchSharp.
/// </summary>
internal static class BalancingTable
{
    private const int FewHeads = 10, ManyHeads = 1000;
    private static readonly int[] TaskCounts = [2, 4, 8, 16, 40];

    /// <summary>Every method that looks at gradients, with its defaults.</summary>
    private static IReadOnlyList<(string Name, BalancerOptions Options)> Methods =>
    [
        .. Kinds.Families.Single(family => family.Key == "balancing").Kinds
            .Where(kind => typeof(GradientBalancing).IsAssignableFrom(kind.Options))
            .Select(kind => (kind.Name, (BalancerOptions)Activator.CreateInstance(kind.Options)!)),
        ("famo", new FastAdaptiveBalancing()),
        ("ntkmtl, level: features, parts: 4", new Ntkmtl { Level = BalancingLevel.Features, Parts = 4 }),
    ];

    /// <summary>Measures and writes the page of results.</summary>
    /// <param name="page">The page.</param>
    /// <param name="kinds">The methods; by default all.</param>
    public static void Write(string page, IReadOnlyList<string> kinds)
    {
        LibTorch.Init();
        (string Name, BalancerOptions Options)[] methods = [.. Methods.Where(method => kinds.Count == 0 || kinds.Contains(method.Name))];
        var columns = TaskCounts.Select(tasks => Column(tasks, methods)).ToArray();
        var table = Page.Table(
            ["method", .. TaskCounts.Select(tasks => $"K={tasks}")],
            columns[^1].Keys.Select(name => columns.Select(column => column.GetValueOrDefault(name, "–")).Prepend(name)));
        var (few, many) = (new DenseProblem(FewHeads), new DenseProblem(ManyHeads));
        var heads = Turns.Measure([few.Ours(new Equal()), many.Ours(new Equal()), few.Ours(new Equal(), binary: true), many.Ours(new Equal(), binary: true)], DenseProblem.Batches);
        Page.Write(page, $"""
            # What balancing costs

            Whole training steps: trunk 300-256-256, 64 rows, K linear heads of 5 classes, Adam, one thread. A method's figure is its step relative to our own
            step with equal weights; steps of all methods take turns, and figures are medians of {Turns.Rounds} rounds of {DenseProblem.Batches} steps, ratios of neighbouring turns.

            {table}
            Counted in multiplications, a step of a method that compares gradients by their inner products is {string.Join(", ", TaskCounts.Select(tasks => Page.Number(Multiplications(tasks), "f1")))} steps with equal weights at these K: each task's
            cotangents go back through the second layer, meet half of the products of the batch with itself, and then each other. Figures below these come of what does not grow with K,
            such as calls and Adam. The *least for inner products* is what a step would take, relative to equal weights, if it multiplied as fast as the products alone do and all
            else took no time. There is less to multiply only where activation functions and dropout have set 30 % of the cotangents' numbers to zero: these are skipped then.
            Labels here are random, and a network that learns them by heart has one zero in ten: most of these steps skip nothing.
            At the representation it is {string.Join(", ", TaskCounts.Select(tasks => Page.Number(FeatureMultiplications(tasks), "f1")))} steps: the heads' weights meet each other.

            ## Many heads

            A step with equal weights takes {Page.Number(heads[0].Microseconds, "n0")} µs with {FewHeads} heads and {Page.Number(heads[1].Microseconds, "n0")} µs with {Page.Number(ManyHeads, "n0")}: {Page.Number(heads[1].Over(heads[0]), "f1")} times as long for {ManyHeads / FewHeads} times the heads.
            With yes-or-no heads of one output it is {Page.Number(heads[2].Microseconds, "n0")} µs and {Page.Number(heads[3].Microseconds, "n0")} µs: {Page.Number(heads[3].Over(heads[2]), "f1")} times.

            Made by `dotnet run -c Release --project bench/Polytask.Bench -- balancing bench/results/balancing.md`.
            """);
    }

    /// <summary>Multiplications of a Gramian method's step, relative to those of equal weights; heads and solvers are too small to count.</summary>
    private static double Multiplications(int tasks)
    {
        const double both = 2.0 * (DenseProblem.Inputs + DenseProblem.Hidden), back = DenseProblem.Hidden;
        // In each of two layers half of the products of the batch with itself, half of those with the cotangents, and the products of the tasks.
        var similarity = DenseProblem.Rows * (DenseProblem.Inputs + DenseProblem.Hidden) / (2.0 * DenseProblem.Hidden);
        var compared = tasks * back + similarity + tasks * DenseProblem.Rows + 2 * tasks * tasks;
        return (both + compared) / (both + back);
    }

    /// <summary>Multiplications of a step that compares the tasks at the representation, relative to those of equal weights: half of the heads' products with each other, and of their cotangents'.</summary>
    private static double FeatureMultiplications(int tasks)
    {
        const double trunk = DenseProblem.Rows * DenseProblem.Hidden * (2.0 * (DenseProblem.Inputs + DenseProblem.Hidden) + DenseProblem.Hidden);
        var outputs = (double)tasks * DenseProblem.Classes;
        var equal = trunk + 3 * DenseProblem.Rows * DenseProblem.Hidden * outputs;
        return (equal + outputs * outputs * (DenseProblem.Hidden + DenseProblem.Rows) / 2) / equal;
    }

    /// <summary>What a Gramian method multiplies beyond a step with equal weights, relative to all that this one multiplies, heads included.</summary>
    private static double Beyond(int tasks)
    {
        const double trunk = 2.0 * (DenseProblem.Inputs + DenseProblem.Hidden) + DenseProblem.Hidden;
        return (Multiplications(tasks) - 1) * trunk / (trunk + 3.0 * tasks * DenseProblem.Classes);
    }

    private static Dictionary<string, string> Column(int tasks, IReadOnlyList<(string Name, BalancerOptions Options)> methods)
    {
        var (problem, equal) = (new DenseProblem(tasks), new Equal());
        var runs = new List<(string Name, Action<int> Step)> { ("plain TorchSharp", problem.Plain()), ("matrix products alone", problem.Products()), ("equal", problem.Ours(equal)) };
        runs.AddRange(methods.Where(method => tasks > 2 || method.Options is not (Krum or TrimmedMean)).Select(method => (method.Name, problem.Ours(method.Options))));
        runs.Add(("mgda, level: features", problem.Ours(new Mgda { Level = BalancingLevel.Features })));
        runs.Add(("equal, one label per row", problem.Ours(equal, oneLabel: true)));
        runs.Add(("mgda, one label per row", problem.Ours(new Mgda(), oneLabel: true)));
        var times = Turns.Measure([.. runs.Select(run => run.Step)], DenseProblem.Batches);
        var (plain, products, step, oneLabel) = (times[0], times[1], times[2], times[^2]);
        var least = 1 + Beyond(tasks) * products.Over(step);
        return runs.Select((run, i) => (run.Name, Text: i switch
        {
            0 => $"{Page.Number(plain.Microseconds, "n0")} µs",
            1 or 2 => $"{Page.Number(times[i].Microseconds, "n0")} µs, {Page.Number(times[i].Over(plain), "f2")} of plain",
            _ when i == runs.Count - 1 => $"{Page.Number(times[i].Over(oneLabel), "f2")} of equal",
            _ => Page.Number(times[i].Over(step), "f2"),
        })).Append((Name: "least for inner products", Text: Page.Number(least, "f2"))).ToDictionary(row => row.Name, row => row.Text);
    }
}
