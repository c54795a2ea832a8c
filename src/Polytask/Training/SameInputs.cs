using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Polytask.Data;

namespace Polytask.Training;

/// <summary>Training rows whose inputs are the same, cell by cell.</summary>
internal sealed class SameInputs
{
    // By as many, a variance is known to a quarter of itself.
    private const int FewestFreedoms = 30;
    private readonly int[] _training;
    private readonly List<int[]> _groups;

    /// <summary>Finds them; rows without any input are left out.</summary>
    public SameInputs(PreparedData prepared)
    {
        var columns = prepared.Encoders.Select(encoder => prepared.Split.DataSet.Column(encoder.Column)).ToArray();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _training = prepared.Split.Rows(Part.Training);
        _groups = [.. _training.Where(row => columns.Any(column => column(row) is not null)).GroupBy(Digest).Select(rows => rows.ToArray()).Where(rows => rows.Length > 1)];

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

    /// <summary>The share of the variance of a task's numbers that lies among rows with the same inputs, so that no model explains it; <c>null</c> where too few rows say so.</summary>
    /// <param name="target">The labels, a number each.</param>
    public double? Unexplained(TargetColumn target)
    {
        double[] Numbers(IEnumerable<int> rows) => [.. rows.Where(target.Has).Select(row => (double)target[row][0])];
        double Squares(double[] numbers)
        {
            var mean = numbers.Average();
            return numbers.Sum(number => (number - mean) * (number - mean));
        }
        double[][] same = [.. _groups.Select(Numbers).Where(numbers => numbers.Length > 1)];
        var (all, freedoms) = (Numbers(_training), same.Sum(numbers => numbers.Length - 1));
        return freedoms >= FewestFreedoms && Squares(all) is > 0 and var total ? same.Sum(Squares) / freedoms / (total / (all.Length - 1)) : null;
    }
}
