using System.Text.Json;
using Polytask.Tests.House;

namespace Polytask.Tests.Balancing;

/// <summary>
/// One number or more that LibMTL or TorchJD made, or a closed form; from tests/references/balancing.json. Of a matrix marked
/// <see cref="Degenerate"/> the result must be finite and no more.
/// </summary>
internal sealed class ReferenceVector(JsonElement vector)
{
    private static readonly ReferenceVector[] All = Read();

    /// <summary>Its name in the file.</summary>
    public string Id => vector.GetProperty("id").GetString()!;

    /// <summary>"run" for one call, "sequence" for several of one object, "test" where copied from the library's own tests.</summary>
    public string Kind => vector.GetProperty("kind").GetString()!;

    /// <summary>The options, in the words of the library.</summary>
    public JsonElement Parameters => vector.GetProperty("parameters");

    /// <summary>What went in.</summary>
    public JsonElement Input => vector.GetProperty("input");

    /// <summary>What came out.</summary>
    public JsonElement Expected => vector.GetProperty("expected");

    /// <summary>How far off a right result may be, absolutely.</summary>
    public double Tolerance => vector.GetProperty("tolerance").GetDouble();

    /// <summary>Whether the library has no meaningful result.</summary>
    public bool Degenerate => Flag("degenerate");

    /// <summary>Whether gradients depend on one another linearly, so that weights are not unique.</summary>
    public bool RankDeficient => Flag("rank_deficient");

    /// <summary>Whether the library's own solver did not converge.</summary>
    public bool Unreliable => Flag("unreliable");

    /// <summary>The tasks' gradients, one row per task.</summary>
    public double[][] Matrix => Input.GetProperty("matrix").Deserialize<double[][]>()!;

    /// <summary>The tasks' losses.</summary>
    public double[] Losses => Input.GetProperty("losses").Deserialize<double[]>()!;

    /// <summary>An array of what came out.</summary>
    public double[] Numbers(string name) => Expected.GetProperty(name).Deserialize<double[]>()!;

    /// <summary>An option, in the words of the library.</summary>
    public double Parameter(string name) => Parameters.GetProperty(name).GetDouble();

    /// <summary>The vectors of a method; at least one.</summary>
    /// <param name="library">"LibMTL", "torchjd" or "derived".</param>
    /// <param name="method">The method, as the library calls it.</param>
    /// <param name="kind">"run", "sequence" or "test"; by default all.</param>
    public static IReadOnlyList<ReferenceVector> Of(string library, string method, string? kind = null)
    {
        ReferenceVector[] found = [.. All.Where(v => v.Is("library", library) && v.Is("method", method) && (kind is null || v.Kind == kind))];
        return found.Length > 0 ? found : throw new ArgumentException($"There is no reference vector of {library}, {method}, {kind}.");
    }

    public override string ToString() => Id;

    private bool Is(string property, string value) => vector.GetProperty(property).GetString() == value;

    private bool Flag(string name) => vector.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static ReferenceVector[] Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceCode.Root, "tests", "references", "balancing.json")));
        return [.. file.RootElement.GetProperty("vectors").EnumerateArray().Select(vector => new ReferenceVector(vector.Clone()))];
    }
}
