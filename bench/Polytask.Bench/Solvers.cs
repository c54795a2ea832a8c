using BenchmarkDotNet.Attributes;
using Polytask.Balancing;
using Polytask.Numerics;

namespace Polytask.Bench;

/// <summary>
/// The weights of a step by the methods that solve something, from the Gramian of K gradients that share a direction and differ in
/// length: cosines of 0.1 ± 0.1 between gradients of 64 numbers. 16 Gramians in turn.
/// </summary>
public class Solvers
{
    /// <summary>How many Gramians take turns.</summary>
    public const int Gramians = 16;

    private const int Width = 64;
    private BalancingStep[] _steps = null!;
    private Weighting _mgda = null!, _upgrad = null!, _dualProj = null!, _cagrad = null!, _nash = null!, _fair = null!, _aligned = null!, _imtlG = null!, _config = null!, _pcgrad = null!;
    private double[] _weights = null!;
    private int _next;

    [Params(2, 4, 8, 16, 40)]
    public int K { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new RandomStream(1, "solvers");
        _steps = [.. Enumerable.Range(0, Gramians).Select(_ => Step(random))];
        _weights = new double[K];
        var problem = new BalancingProblem([.. Enumerable.Range(0, K).Select(task => $"task {task}")]);
        (_mgda, _upgrad, _dualProj) = (Make(new Mgda()), Make(new UPGrad()), Make(new DualProj()));
        (_cagrad, _nash, _fair) = (Make(new CAGrad()), Make(new NashMtl()), Make(new FairGrad { Fairness = 2 }));
        (_aligned, _imtlG, _config, _pcgrad) = (Make(new AlignedMtl()), Make(new ImtlG()), Make(new ConFig()), Make(new PCGrad()));

        Weighting Make(BalancerOptions options) => (Weighting)options.Create(problem);
    }

    [Benchmark]
    public double Mgda() => Weigh(_mgda);

    [Benchmark]
    public double UPGrad() => Weigh(_upgrad);

    [Benchmark]
    public double DualProj() => Weigh(_dualProj);

    [Benchmark]
    public double CAGrad() => Weigh(_cagrad);

    [Benchmark]
    public double NashMtl() => Weigh(_nash);

    [Benchmark]
    public double FairGrad() => Weigh(_fair);

    [Benchmark]
    public double AlignedMtl() => Weigh(_aligned);

    [Benchmark]
    public double ImtlG() => Weigh(_imtlG);

    [Benchmark]
    public double ConFig() => Weigh(_config);

    [Benchmark]
    public double PCGrad() => Weigh(_pcgrad);

    private double Weigh(Weighting method)
    {
        method.Weigh(_steps[_next++ % Gramians], _weights);
        return _weights[0];
    }

    private BalancingStep Step(RandomStream random)
    {
        double[] common = [.. Enumerable.Range(0, Width).Select(_ => random.NextNormal())];
        double[][] jacobian = [.. Enumerable.Range(0, K).Select(_ =>
        {
            var length = Math.Exp(random.NextNormal());
            return common.Select(x => length * (0.3 * x + random.NextNormal())).ToArray();
        })];
        var step = new BalancingStep(K);
        step.Begin(0, 0);
        for (var task = 0; task < K; task++) step.Add(task, 1);
        step.Gramian.Reset(K);
        for (var row = 0; row < K; row++)
            for (var column = 0; column < K; column++) step.Gramian[row, column] = jacobian[row].Zip(jacobian[column], (x, y) => x * y).Sum();
        return step;
    }
}
