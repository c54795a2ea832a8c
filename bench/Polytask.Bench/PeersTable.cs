using System.Globalization;
using Polytask.Balancing;
using Polytask.Native;

namespace Polytask.Bench;

/// <summary>Whole steps of <see cref="DenseProblem"/> beside those of LibMTL and TorchJD, as recorded; all relative to a plain step with Adam.</summary>
internal static class PeersTable
{
    private static readonly int[] TaskCounts = [2, 4, 8, 16, 40];

    /// <summary>LibMTL's steps relative to its own equal weighting, at these numbers of tasks; the first line is a plain PyTorch loop.</summary>
    private static readonly Dictionary<string, double[]> LibMtl = Read("""
        plain          0.78 0.76 0.79 0.79 0.73
        equal          1 1 1 1 1
        uw             1.01 1.05 1.05 0.96 1.05
        dwa            0.97 0.99 1.01 1.00 0.99
        gls            1.01 0.94 0.99 0.96 1.04
        rlw            0.90 0.95 0.95 1.04 1.01
        gradnorm       2.43 3.52 5.93 9.09 18.29
        mgda           1.95 3.97 5.96 10.13 21.21
        pcgrad         2.06 3.67 6.33 16.19 44.64
        gradvac        1.91 4.16 7.34 19.34 59.71
        cagrad         2.93 4.11 5.60 8.14 15.92
        imtl           2.18 3.82 6.13 10.37 22.00
        nash_mtl       5.26 5.12 6.10 7.49 12.79
        aligned_mtl    1.93 2.98 4.77 7.91 14.39
        moco           2.16 3.52 5.56 8.99 17.79
        famo           1.35 1.27 1.28 1.30 1.28
        db_mtl         2.12 3.16 5.15 8.98 16.86
        stch           1.10 1.05 1.10 1.08 0.97
        fairgrad       2.84 3.74 5.38 7.07 13.51
        excess_mtl     2.16 2.88 4.89 6.67 14.21
        sdmgrad        8.04 14.89 24.82 44.83 105.78
        modo           7.69 14.04 24.79 43.49 114.98
        upgrad         2.00 3.09 4.92 7.82 16.63
        mgda,features  1.25 3.71 6.33 12.26 14.60
        aligned_mtl,features 1.36 1.57 2.29 4.70 10.77
        graddrop,features 1.30 1.63 2.71 4.88 11.23
        """);

    /// <summary>TorchJD's steps relative to a plain PyTorch step with Adam.</summary>
    private static readonly Dictionary<string, double[]> TorchJd = Read("""
        mean           1.8 2.1 2.5 3.5 4.0
        upgrad         2.1 2.9 3.5 3.8 6.0
        dualproj       2.0 2.7 3.6 3.7 5.2
        mgda           1.9 2.7 3.8 3.7 5.5
        pcgrad         1.9 2.8 3.4 4.6 8.3
        imtl_g         2.0 2.6 2.9 3.6 5.0
        aligned_mtl    2.0 2.7 3.1 3.6 5.2
        config         6.7 11.7 17.2 20.5 45.5
        graddrop       4.8 5.3 6.8 7.2 10.8
        krum           nan 2.5 3.0 3.4 4.7
        trimmed_mean   nan 7.6 13.1 14.2 27.9
        """);

    private static readonly (string Name, BalancerOptions Options)[] Methods =
    [
        ("equal", new Equal()), ("mean", new Mean()), ("uw", new UncertaintyWeighting()), ("dwa", new DynamicWeightAverage()), ("gls", new GeometricLoss()), ("rlw", new RandomWeighting()),
        ("stch", new SmoothTchebycheff()), ("famo", new FastAdaptiveBalancing()), ("mgda", new Mgda()), ("upgrad", new UPGrad()), ("dualproj", new DualProj()), ("cagrad", new CAGrad()),
        ("nash_mtl", new NashMtl()), ("fairgrad", new FairGrad()), ("aligned_mtl", new AlignedMtl()), ("imtl_g", new ImtlG()), ("imtl", new Imtl()), ("config", new ConFig()),
        ("pcgrad", new PCGrad()), ("gradvac", new GradVac()), ("gradnorm", new GradNorm()), ("krum", new Krum()), ("modo", new MoDo()), ("sdmgrad", new SdmGrad()), ("moco", new MoCo()),
        ("db_mtl", new DbMtl()), ("excess_mtl", new ExcessMtl()), ("graddrop", new GradDrop()), ("trimmed_mean", new TrimmedMean()),
        ("mgda,features", new Mgda { Level = BalancingLevel.Features }), ("aligned_mtl,features", new AlignedMtl { Level = BalancingLevel.Features }),
        ("graddrop,features", new GradDrop { Level = BalancingLevel.Features }),
    ];

    /// <summary>Measures our steps and writes the page.</summary>
    public static void Write(string page)
    {
        LibTorch.Init();
        var columns = TaskCounts.Select(Column).ToArray();
        Page.Write(page, $"""
            # Whole steps beside LibMTL and TorchJD

            Trunk 300-256-256, 64 rows, K linear heads of 5 classes, Adam, one thread. Every figure is a whole step relative to a step of the plain sum of the losses with
            `Adam` and autograd: ours to plain TorchSharp in the same run, theirs to plain PyTorch. A cell is ours / LibMTL / TorchJD; a dash stands where a library has no such method.

            {Page.Table(["method", .. TaskCounts.Select(tasks => $"K={tasks}")], Methods.Select((method, m) => TaskCounts.Select((_, k) => Cell(method.Name, columns[k][m], k)).Prepend(method.Name)))}
            Ours are medians of {Turns.Rounds} rounds of {DenseProblem.Batches} steps that take turns, each turn compared with its neighbour. Theirs are medians of processor time, measured on a machine of the same kind, and are written down in
            the program that makes this page: LibMTL 1.1.5 and TorchJD on torch 1.13 with OpenBLAS; their convex solvers were replaced by exact ones where they could not be
            installed. LibMTL's figures were relative to its own equal weighting, of which a plain loop takes {string.Join(", ", LibMtl["plain"].Select(ratio => Page.Number(ratio, "f2")))}.

            Made by `dotnet run -c Release --project bench/Polytask.Bench -- peers bench/results/peers.md`.
            """);
    }

    private static double[] Column(int tasks)
    {
        var problem = new DenseProblem(tasks);
        var fits = Methods.Select(method => tasks > 2 || method.Options is not (Krum or TrimmedMean)).ToArray();
        var times = Turns.Measure([problem.Plain(), .. Methods.Where((_, m) => fits[m]).Select(method => problem.Ours(method.Options))], DenseProblem.Batches);
        var next = 1;
        return [.. fits.Select(fit => fit ? times[next++].Over(times[0]) : double.NaN)];
    }

    private static string Cell(string method, double ours, int k) =>
        string.Join(" / ", new[] { ours, LibMtl.GetValueOrDefault(method)?[k] / LibMtl["plain"][k], TorchJd.GetValueOrDefault(method)?[k] }
            .Select(ratio => ratio is { } number && double.IsFinite(number) ? Page.Number(number, "f2") : "–"));

    private static Dictionary<string, double[]> Read(string lines) => lines.Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(words => words[0], words => words[1..].Select(word => word == "nan" ? double.NaN : double.Parse(word, CultureInfo.InvariantCulture)).ToArray());
}
