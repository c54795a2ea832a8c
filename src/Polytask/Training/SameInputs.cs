using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Polytask.Data;

namespace Polytask.Training;

/// <summary>Training rows whose inputs are the same, cell by cell.</summary>
internal sealed class SameInputs
{
    private readonly List<int[]> _groups;

    /// <summary>Finds them; rows without any input are left out.</summary>
    public SameInputs(PreparedData prepared)
    {
        var columns = prepared.Encoders.Select(encoder => prepared.Split.DataSet.Column(encoder.Column)).ToArray();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _groups = [.. prepared.Split.Rows(Part.Training).Where(row => columns.Any(column => column(row) is not null)).GroupBy(Digest).Select(rows => rows.ToArray()).Where(rows => rows.Length > 1)];

        // Digests instead of the cells: texts are long.
        UInt128 Digest(int row)
        {
            foreach (var column in columns)
            {
                hash.AppendData(MemoryMarshal.AsBytes<char>(column(row)));
                hash.AppendData("\0"u8);
            }
            return BinaryPrimitives.ReadUInt128LittleEndian(hash.GetHashAndReset());
        }
    }

    /// <summary>The labels of a task that no model can get right, since more rows with the same inputs have another label.</summary>
    /// <param name="target">The labels.</param>
    /// <param name="label">The label that a target stands for.</param>
    public long Contradictions(TargetColumn target, Func<int, string> label)
    {
        var count = 0L;
        foreach (var rows in _groups)
        {
            var labels = rows.Where(target.Has).CountBy(label).Select(one => one.Value).ToArray();
            if (labels.Length > 1) count += labels.Sum() - labels.Max();
        }
        return count;
    }
}
