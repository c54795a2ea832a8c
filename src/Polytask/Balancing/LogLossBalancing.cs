using Polytask.Catalog;
using Polytask.Gradients;
using Polytask.Native;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Balances the logarithms of the losses with another method, so that it does not matter in which units a loss is measured: every gradient, also that
/// of a task's own parameters, is divided by the task's loss. Losses must not be below 0; those below 1e-8 count as 1e-8, which the authors' program adds.
/// </summary>
[Kind("log_loss", Paper = "Liu, Feng, Stone, Liu, FAMO: Fast Adaptive Multitask Optimization, NeurIPS 2023", Url = "https://arxiv.org/abs/2306.03792")]
public sealed record LogLossBalancing : GradientBalancing
{
    /// <summary>The method that balances the logarithms: any that looks at gradients.</summary>
    public BalancerOptions Method { get; init; } = new PCGrad();

    internal override string? FeaturesProblem => (Method as GradientBalancing)?.FeaturesProblem;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) =>
        InnerMethod.Create<Balancer>(this, Method, problem, method => method is GramianBalancer or JacobianBalancer, "a method that looks at gradients") switch
        {
            JacobianBalancer method => new LogLossRows(method, problem.Tasks.Count, new LossCheck("log_loss", problem.Tasks)),
            var method => new LogLossProducts((GramianBalancer)method, problem.Tasks.Count, new LossCheck("log_loss", problem.Tasks)),
        };

    /// <summary>1 / loss of each task of a step.</summary>
    private static void Invert(BalancingStep step, LossCheck check, Span<double> inverses)
    {
        const double least = 1e-8;
        check.AtLeast0(step);
        for (var i = 0; i < step.Count; i++) inverses[i] = 1 / Math.Max(least, step.Losses[i]);
    }

    private sealed class LogLossProducts(GramianBalancer method, int tasks, LossCheck check) : GramianBalancer
    {
        private readonly SquareMatrix _gramian = new(tasks);
        private readonly SquareMatrix _crossGramian = new(tasks);
        private readonly double[] _inverses = new double[tasks];

        public override Needs Needs => method.Needs;

        public override int FewestTasks => method.FewestTasks;

        public override IEnumerable<(string Name, double[] Numbers)> Memory => method.Memory;

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            Invert(step, check, _inverses);
            Copy(step.Gramian, _gramian);
            Copy(step.CrossGramian, _crossGramian);
            Scale(step.Gramian);
            Scale(step.CrossGramian);
            method.Weigh(step, weights);
            Copy(_gramian, step.Gramian);
            Copy(_crossGramian, step.CrossGramian);
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] *= _inverses[i];
                step.OwnWeights[i] *= _inverses[i];
            }
        }

        public override void Learn(BalancingStep step, ReadOnlySpan<double> lossesAfter) => method.Learn(step, lossesAfter);

        private static void Copy(SquareMatrix from, SquareMatrix to)
        {
            to.Reset(from.Size);
            for (var row = 0; row < from.Size; row++) from[row].CopyTo(to[row]);
        }

        private void Scale(SquareMatrix products)
        {
            for (var row = 0; row < products.Size; row++)
                for (var column = 0; column < products.Size; column++)
                    products[row, column] *= _inverses[row] * _inverses[column];
        }
    }

    private sealed class LogLossRows(JacobianBalancer method, int tasks, LossCheck check) : JacobianBalancer, IDisposable
    {
        private readonly double[] _inverses = new double[tasks];

        public override Needs Needs => method.Needs;

        public override int FewestTasks => method.FewestTasks;

        public override IEnumerable<(string Name, double[] Numbers)> Memory => method.Memory;

        public override IEnumerable<(string Name, FloatBuffer Buffer)> Buffers => method.Buffers;

        public override void Combine(BalancingStep step, Jacobian jacobian, Span<float> direction)
        {
            Invert(step, check, _inverses);
            for (var i = 0; i < step.Count; i++)
            {
                var row = jacobian[i];
                RowMath.Blend((float)_inverses[i], row, 0, row);
            }
            method.Combine(step, jacobian, direction);
            for (var i = 0; i < step.Count; i++) step.OwnWeights[i] *= _inverses[i];
        }

        public override void Learn(BalancingStep step, ReadOnlySpan<double> lossesAfter) => method.Learn(step, lossesAfter);

        public void Dispose() => (method as IDisposable)?.Dispose();
    }
}
