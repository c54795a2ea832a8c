using Polytask.Models;
using Polytask.Modules;
using Polytask.Native;

namespace Polytask.Training;

/// <summary>
/// Pulls shared parameters back to where earlier tasks left them: with the same strength everywhere (L2-SP: Li, Grandvalet, Davoine,
/// ICML 2018), or by how much earlier tasks depend on each (EWC: Kirkpatrick et al., PNAS 2017, with the Fisher diagonals of all
/// earlier tasks added up and one anchor, as Schwarz et al., ICML 2018). Adds the gradient of ½ strength Σ F (θ − θ*)². Rows of
/// embedding tables are pulled in the steps that touch them.
/// </summary>
public sealed unsafe class Consolidation(double strength, bool usesFisher)
{
    /// <summary>Rows of the task just trained whose squared gradients estimate the Fisher diagonal.</summary>
    public const int FisherRows = 256;

    /// <summary>Whether the Fisher diagonal must be given to <see cref="Anchor"/>.</summary>
    public bool UsesFisher => usesFisher;

    /// <summary>Where the parameters are pulled to; <c>null</c> before the first task is done.</summary>
    public ParameterSnapshot? Target { get; private set; }

    /// <summary>How strongly each parameter is pulled, relative to the strength; <c>null</c> where all are alike.</summary>
    public ParameterSnapshot? Fisher { get; private set; }

    /// <summary>Sets the anchor after a task, or from a checkpoint.</summary>
    public void Anchor(ParameterSnapshot target, ParameterSnapshot? fisher) => (Target, Fisher) = (target, fisher);

    /// <summary>Adds the pull to the gradients of the shared parameters.</summary>
    public void AddGradient(ParameterStore store)
    {
        if (Target is null) return;
        for (var i = 0; i < store.Dense.Count; i++)
        {
            var parameter = store.Dense[i];
            if (parameter.Owner == ParameterStore.Shared)
                Pull(LibTorch.Pointer(store.Values) + parameter.Offset, LibTorch.Pointer(store.Gradients) + parameter.Offset, i, 0, parameter.Length);
        }
        for (var t = 0; t < store.Tables.Count; t++)
        {
            var table = store.Tables[t];
            if (table.Owner != ParameterStore.Shared) continue;
            for (var i = 0; i < table.Gradient.Rows.Length; i++)
            {
                var offset = (long)table.Gradient.Rows[i] * table.Width;
                Pull(table.Values + offset, table.Gradient.Values + (long)i * table.Width, store.Dense.Count + t, offset, table.Width);
            }
        }
    }

    private void Pull(float* values, float* gradients, int array, long offset, long count)
    {
        var target = Target!.Arrays[array].Values;
        var fisher = Fisher?.Arrays[array].Values;
        for (long i = 0; i < count; i++)
            gradients[i] += (float)strength * (fisher?[offset + i] ?? 1) * (values[i] - target[offset + i]);
    }
}
