using Polytask.Inference;
using Polytask.Training;

namespace Polytask;

/// <summary>What a run begins with.</summary>
/// <param name="Prepared">Its data.</param>
/// <param name="Trainer">Its model, and how it is trained.</param>
internal sealed record RunBeginning(PreparedData Prepared, ITrainer Trainer) : IDisposable
{
    /// <summary>What was found in the model that the run begins from, in words; <c>null</c> where there is none.</summary>
    public string? Found { get; private init; }

    /// <summary>Changes with what the run cannot go on without of that model.</summary>
    public string? StartFingerprint { get; private init; }

    /// <summary>Begins from the model of an earlier run.</summary>
    /// <exception cref="ConfigurationException">It does not fit.</exception>
    public static RunBeginning From(StartingModel start, PreparedData prepared, ITrainer trainer)
    {
        try
        {
            return new RunBeginning(prepared, trainer) { Found = start.Begin(trainer.Model, prepared.Tasks), StartFingerprint = start.Fingerprint };
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
