using System.ComponentModel.DataAnnotations;
using Polytask.Data;
using Polytask.Tasks;

namespace Polytask.Vision.Tasks;

/// <summary>A task whose labels are images, or are made of them.</summary>
public abstract record LabelImageTask : TaskOptions
{
    /// <summary>Whether a label image that cannot be read, has another size than the first, or a number that is no class, is left out and counted, in place of an error.</summary>
    public bool SkipUnreadable { get; init; }

    /// <summary>How many megabytes of labels are kept in memory. Others are read again in every epoch, beside training, to the same result.</summary>
    [Range(0, 1 << 20)]
    public int CacheMegabytes { get; init; } = 1024;

    /// <inheritdoc/>
    public sealed override bool LeavesOutUnreadable => SkipUnreadable;

    /// <inheritdoc/>
    public sealed override long? LabelRoom => (long)CacheMegabytes << 20;

    /// <summary>Looks at the training labels one by one, but for those to leave out.</summary>
    internal void Look(IEnumerable<(string Value, Place Place)> labels, Action<string, Place> look)
    {
        foreach (var (cell, place) in labels)
        {
            try
            {
                look(cell, place);
            }
            catch (DataException) when (SkipUnreadable)
            {
                // Said and counted when labels are encoded.
            }
        }
    }
}
