using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>What a reader makes of an installed package.</summary>
/// <param name="Package">The package.</param>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Count">The number of rows.</param>
/// <param name="First">The first rows.</param>
public sealed record CorpusPreview(CorpusPackage Package, IReadOnlyList<string> Columns, int Count, IReadOnlyList<Row> First);
