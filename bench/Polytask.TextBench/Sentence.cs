using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Polytask.Data;

namespace Polytask.TextBench;

/// <summary>A labelled sentence, and where a hash of its text puts it: equal sentences go together, whatever corpus they are from.</summary>
internal sealed record Sentence(string Text, string Label)
{
    public const int Folds = 5;
    private readonly byte[] _hash = SHA1.HashData(Encoding.UTF8.GetBytes(Text));

    /// <summary>Whether it is a test row of the text benchmark.</summary>
    public bool IsTest => BinaryPrimitives.ReadUInt64BigEndian(_hash) % 5 == 0;

    /// <summary>The fold of a training row.</summary>
    public int Fold => (int)(BinaryPrimitives.ReadUInt64BigEndian(_hash.AsSpan(8)) % Folds);

    /// <summary>A number in [0, 1) by which fewer rows are chosen.</summary>
    public double Share => BinaryPrimitives.ReadUInt32BigEndian(_hash.AsSpan(16)) / (double)(1L << 32);

    /// <summary>The sentences of a corpus that are not test rows.</summary>
    public static IReadOnlyList<Sentence> Training(SourceOptions corpus, string label)
    {
        var table = Table.Load("corpus", corpus.Open());
        var (text, value) = (table.IndexOf("text"), table.IndexOf(label));
        return [.. table.Rows.Select(row => new Sentence(row.Values[text]!, row.Values[value]!)).Where(sentence => !sentence.IsTest)];
    }

    /// <summary>Writes a file of sentences.</summary>
    public static void Write(string path, IEnumerable<Sentence> sentences) =>
        File.WriteAllLines(path, sentences.Select(s => $"{Quoted(s.Text)},{s.Label}").Prepend("text,label"));

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"")}\"";
}
