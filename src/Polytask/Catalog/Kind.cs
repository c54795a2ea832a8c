namespace Polytask.Catalog;

/// <summary>One kind of a family: what <c>kind: cagrad</c> stands for.</summary>
/// <param name="Name">The name in run files.</param>
/// <param name="Options">The option record that describes it.</param>
/// <param name="Family">The family it belongs to.</param>
/// <param name="Paper">The paper that it implements.</param>
/// <param name="Url">Where to read the paper.</param>
public sealed record Kind(string Name, Type Options, Family Family, string? Paper, string? Url)
{
    /// <summary>What it does, from the documentation of its option record; empty where there is none.</summary>
    public string Summary => Documentation.Of(Options);

    /// <summary>The first sentence of that.</summary>
    public string Brief => Documentation.FirstSentence(Summary);

    /// <summary>Its options: those of the whole family first, then its own.</summary>
    public IReadOnlyList<OptionDescription> Descriptions => OptionDescription.Of(Options);
}
