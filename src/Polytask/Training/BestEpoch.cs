using Polytask.Models;

namespace Polytask.Training;

/// <summary>The epoch with the best validation score so far, and the parameters it had.</summary>
public sealed class BestEpoch
{
    /// <summary>The score; <c>null</c> before any epoch had one.</summary>
    public double? Score { get; set; }

    /// <summary>The epoch, counted from 1.</summary>
    public int Epoch { get; set; }

    /// <summary>Epochs since.</summary>
    public int Since { get; set; }

    /// <summary>The parameters, where they are kept.</summary>
    public ParameterSnapshot? Snapshot { get; set; }

    /// <summary>Takes the score of an epoch; returns whether it is better than all before.</summary>
    public bool Offer(double? score, int epoch, Func<ParameterSnapshot?> snapshot)
    {
        if (score is not { } value || double.IsNaN(value)) return false;
        if (value <= Score)
        {
            Since++;
            return false;
        }
        (Score, Epoch, Since, Snapshot) = (value, epoch, 0, snapshot());
        return true;
    }
}
