namespace Polytask.Text.Corpora;

/// <summary>Why an attempt to fetch a file failed.</summary>
/// <param name="Message">What was expected and what was found, without a full stop.</param>
/// <param name="IsTransient">Whether another attempt may succeed.</param>
/// <param name="Cause">The exception behind it, if any.</param>
internal sealed record TransferFailure(string Message, bool IsTransient, Exception? Cause = null)
{
    /// <summary>What the user can do, to be followed by "or …".</summary>
    public string Cure => IsTransient ? "Check the network and run the command again: it goes on where it stopped;" : "Look for a newer Polytask,";
}
