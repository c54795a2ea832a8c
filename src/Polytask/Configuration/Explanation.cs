using Polytask.Catalog;

namespace Polytask.Configuration;

/// <summary>What a key of a run file or a kind is: the matter of <c>polytask explain</c>.</summary>
/// <param name="Path">The path that was asked for.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Option">The option, with its default and bounds, where the path is one.</param>
/// <param name="Kind">The kind, with its paper, where the path is one.</param>
/// <param name="Owners">The kinds that have the option, where not all kinds of the family do.</param>
/// <param name="Kinds">The kinds to choose from.</param>
/// <param name="Options">The options below it.</param>
public sealed record Explanation(
    string Path, string Summary, OptionDescription? Option, Kind? Kind,
    IReadOnlyList<Kind> Owners, IReadOnlyList<Kind> Kinds, IReadOnlyList<OptionDescription> Options)
{
    /// <summary>Explains a path: <c>balancing</c>, <c>optimiser.adam</c>, <c>training.batchSize</c>, or a kind alone; the empty path is the run file.</summary>
    /// <exception cref="ConfigurationException">There is no such key or kind.</exception>
    public static Explanation Of(string path)
    {
        var here = new Explanation(path, Documentation.Of(typeof(RunFile)), null, null, [], [], OptionDescription.Of(typeof(RunFile)));
        var whole = true;
        foreach (var segment in ConfigPath.Split(path).Where(segment => segment.Length > 0 && ConfigPath.Index(segment) < 0))
        {
            here = here.Below(segment) ?? (whole ? Anywhere(path, segment) : null) ?? throw here.Unknown(segment, whole);
            whole = false;
        }
        return here;
    }

    private Explanation? Below(string segment)
    {
        if (Options.FirstOrDefault(option => option.Key == segment) is { } option) return OfOption(Path, option, []);
        if (Kinds.FirstOrDefault(kind => kind.Name == segment) is { } kind) return OfKind(Path, kind);
        var owners = Kinds.Where(kind => kind.Descriptions.Any(option => option.Key == segment)).ToArray();
        if (owners.Length == 0) return null;
        var owner = owners.FirstOrDefault(kind => kind.Options == Option?.Default?.GetType()) ?? owners[0];
        var found = owner.Descriptions.First(option => option.Key == segment);
        if (Option?.Default is { } standing && standing.GetType() == owner.Options) found = found.In(standing);
        return OfOption(Path, found, owners.Length == Kinds.Count ? [] : owners);
    }

    private static Explanation? Anywhere(string path, string name) =>
        Catalog.Kinds.Families.FirstOrDefault(family => family.Key == name) is { } family ? new(path, family.Summary, null, null, [], family.Kinds, [])
        : Catalog.Kinds.Families.Select(family => family.Find(name)).FirstOrDefault(kind => kind is not null) is { } kind ? OfKind(path, kind)
        : null;

    private static Explanation OfKind(string path, Kind kind) => new(path, kind.Summary, null, kind, [], [], kind.Descriptions);

    private static Explanation OfOption(string path, OptionDescription option, IReadOnlyList<Kind> owners)
    {
        var type = option.Type;
        while (type is ListType or MapType) type = type is ListType list ? list.Item : ((MapType)type).Item;
        return new(path, option.Summary, option, null, owners, (type as FamilyType)?.Kinds ?? [], (type as RecordType)?.Options ?? []);
    }

    private ConfigurationException Unknown(string segment, bool whole)
    {
        string[] here = [.. Options.Select(option => option.Key), .. Kinds.Select(kind => kind.Name)];
        var families = whole ? Catalog.Kinds.Families : [];
        string[] known = [
            .. here,
            .. Kinds.SelectMany(kind => kind.Descriptions).Select(option => option.Key),
            .. families.Select(family => family.Key), .. families.SelectMany(family => family.Kinds).Select(kind => kind.Name)];
        var cure = Suggestion.For(segment, known) is { } name ? $"Did you mean '{name}'?"
            : here.Length > 0 ? $"Choose one of {string.Join(", ", here)}."
            : "There is nothing below; ask for the path above it.";
        return new ConfigurationException($"{Path}  '{segment}' is neither a key of a run file nor a kind. {cure}");
    }
}
