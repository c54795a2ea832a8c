namespace Polytask.Catalog;

/// <summary>
/// A kind of a family with its options: <c>{kind: cagrad, radius: 0.4}</c>; <c>cagrad</c> alone is short for <c>{kind: cagrad}</c>, and
/// keys without a kind are options of the kind that stands there by default.
/// </summary>
internal sealed class FamilyType(Type options) : OptionType
{
    /// <summary>The key that says the kind.</summary>
    public const string KindKey = "kind";

    /// <summary>The family.</summary>
    public Family Family => Catalog.Kinds.FamilyOf(options);

    /// <summary>The kinds of the family that may stand here.</summary>
    public IReadOnlyList<Kind> Kinds => [.. Family.Kinds.Where(kind => kind.Options.IsAssignableTo(options))];

    public override string Expected => $"{("aeiou".Contains(Family.Noun[0]) ? "an" : "a")} {Family.Noun}";

    public override object? Read(ConfigNode node, string path, object? fallback, Binding binding)
    {
        if (node is ListNode or ScalarNode { IsNull: true })
        {
            binding.Expected(Expected, node, path);
            return null;
        }
        var map = node as MapNode ?? new MapNode([new(KindKey, node.Place, node)], node.Place);
        var kinds = Kinds;
        if (KindOf(map, node == map ? ConfigPath.Join(path, KindKey) : path, fallback, kinds, binding) is not { } kind) return null;
        var others = map with { Entries = [.. map.Entries.Where(entry => entry.Key != KindKey)] };
        return new RecordType(kind.Options, $"'{kind.Name}'", kinds).Read(others, path, fallback, binding);
    }

    public override ConfigNode Write(object value)
    {
        var kind = Catalog.Kinds.Of(value.GetType());
        var own = (MapNode)new RecordType(kind.Options).Write(value);
        return own with { Entries = [new(KindKey, default, new ScalarNode(kind.Name, Quoted: true, default)), .. own.Entries] };
    }

    public override string Brief(object value) => Catalog.Kinds.Of(value.GetType()).Name;

    private Kind? KindOf(MapNode map, string path, object? fallback, IReadOnlyList<Kind> kinds, Binding binding)
    {
        string[] names = [.. kinds.Select(kind => kind.Name)];
        if (map[KindKey] is not { } entry)
        {
            if (fallback is not null) return Catalog.Kinds.Of(fallback.GetType());
            if (kinds is [var only] && only.Options == options) return only;
            binding.Report(map.Place, $"{path} is missing. Say which {Family.Noun} it is: one of {string.Join(", ", names)}.");
        }
        else if (entry.Value is not ScalarNode { IsNull: false } name)
            binding.Expected($"the name of {Expected}", entry.Value, path);
        else if (kinds.FirstOrDefault(kind => kind.Name == name.Text) is { } kind)
            return kind;
        else
            binding.Report(name.Place, $"{path}: '{name.Text}' is not {Expected}. {Suggestion.Cure(name.Text, names)}");
        return null;
    }
}
