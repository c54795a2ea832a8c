using Polytask.Inference;
using Polytask.Models;
using Polytask.Training;

namespace Polytask;

/// <summary>What a run begins with.</summary>
/// <param name="Prepared">Its data.</param>
/// <param name="Trainer">Its model, and how it is trained.</param>
internal sealed record RunBeginning(PreparedData Prepared, ITrainer Trainer) : IDisposable
{
    /// <summary>What was found in what the run begins from, in words; <c>null</c> where there is none.</summary>
    public string? Found { get; private init; }

    /// <summary>Changes with what the run cannot go on without of it.</summary>
    public string? StartFingerprint { get; private init; }

    /// <summary>Begins from what was trained before.</summary>
    /// <param name="begin">Gives the model its parameters and says what was found.</param>
    /// <param name="prepared">The data.</param>
    /// <param name="trainer">The model, and how it is trained.</param>
    /// <param name="fingerprint">Changes with what the run cannot go on without.</param>
    /// <exception cref="ConfigurationException">It does not fit.</exception>
    public static RunBeginning From(Func<MultiTaskModel, string> begin, PreparedData prepared, ITrainer trainer, string? fingerprint = null)
    {
        try
        {
            return new RunBeginning(prepared, trainer) { Found = begin(trainer.Model), StartFingerprint = fingerprint };
        }
        catch
        {
            trainer.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Trainer.Dispose();
}
