using Polytask.Catalog;
using Polytask.Gradients;
using Polytask.Native;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Balances the logarithms of the losses with another method, so that it does not matter in which units a loss is measured: every gradient, also that
/// of a task's own parameters, is divided by the task's loss. Losses must be above 0.
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
            JacobianBalancer method => new LogLossRows(method, problem.Tasks),
            var method => new LogLossProducts((GramianBalancer)method, problem.Tasks),
        };

    /// <summary>1 / loss of a task of a step.</summary>
    private static double Inverse(BalancingStep step, int i, IReadOnlyList<string> tasks)
    {
        var inverse = 1 / step.Losses[i];
        return inverse > 0 && double.IsFinite(inverse) ? inverse : throw new TrainingException(
            $"balancing 'log_loss': expected losses above 0, found {step.Losses[i]:R} for task '{tasks[step.Tasks[i]]}'. Choose a loss that is always above 0, or another balancing method.");
    }

    private sealed class LogLossProducts(GramianBalancer method, IReadOnlyList<string> tasks) : GramianBalancer
    {
        private readonly SquareMatrix _gramian = new(tasks.Count);
        private readonly SquareMatrix _crossGramian = new(tasks.Count);
        private readonly double[] _inverses = new double[tasks.Count];

        public override Needs Needs => method.Needs;

        public override int FewestTasks => method.FewestTasks;

        public override IEnumerable<(string Name, double[] Numbers)> Memory => method.Memory;

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            for (var i = 0; i < weights.Length; i++) _inverses[i] = Inverse(step, i, tasks);
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

    private sealed class LogLossRows(JacobianBalancer method, IReadOnlyList<string> tasks) : JacobianBalancer, IDisposable
    {
        public override Needs Needs => method.Needs;

        public override int FewestTasks => method.FewestTasks;

        public override IEnumerable<(string Name, double[] Numbers)> Memory => method.Memory;

        public override IEnumerable<(string Name, FloatBuffer Buffer)> Buffers => method.Buffers;

        public override void Combine(BalancingStep step, Jacobian jacobian, Span<float> direction)
        {
            for (var i = 0; i < step.Count; i++)
            {
                var row = jacobian[i];
                RowMath.Blend((float)Inverse(step, i, tasks), row, 0, row);
            }
            method.Combine(step, jacobian, direction);
            for (var i = 0; i < step.Count; i++) step.OwnWeights[i] *= Inverse(step, i, tasks);
        }

        public override void Learn(BalancingStep step, ReadOnlySpan<double> lossesAfter) => method.Learn(step, lossesAfter);

        public void Dispose() => (method as IDisposable)?.Dispose();
    }
}
