using System.Reflection;

namespace Polytask.Catalog;

/// <summary>A family of kinds: everything that <c>balancing:</c> may be, say.</summary>
public sealed class Family
{
    internal Family(Type options, IEnumerable<Type> kinds)
    {
        var family = options.GetCustomAttribute<FamilyAttribute>(inherit: false)!;
        (Options, Key, Noun) = (options, family.Key, family.Noun);
        Kinds = [.. kinds.Select(KindOf).OrderBy(kind => kind.Name, StringComparer.Ordinal)];
        foreach (var (kind, next) in Kinds.Zip(Kinds.Skip(1)))
            if (kind.Name == next.Name)
                throw new ConfigurationException($"{kind.Options.FullName} and {next.Options.FullName} are both the {Noun} '{kind.Name}'. Expected one type per kind; rename one of them.");
    }

    /// <summary>The abstract option record of the family.</summary>
    public Type Options { get; }

    /// <summary>The run-file key under which its kinds stand.</summary>
    public string Key { get; }

    /// <summary>What one of its kinds is called: "balancing method".</summary>
    public string Noun { get; }

    /// <summary>What the family decides, from the documentation of its option record.</summary>
    public string Summary => Documentation.Of(Options);

    /// <summary>The kinds, by name.</summary>
    public IReadOnlyList<Kind> Kinds { get; }

    /// <summary>The kind of a name, or <c>null</c>.</summary>
    public Kind? Find(string name) => Kinds.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The family's record that an option record derives from, or <c>null</c>.</summary>
    internal static Type? RecordOf(Type options)
    {
        for (var type = options; type is not null; type = type.BaseType)
            if (type.IsDefined(typeof(FamilyAttribute), inherit: false)) return type;
        return null;
    }

    private Kind KindOf(Type type)
    {
        var kind = type.GetCustomAttribute<KindAttribute>()!;
        return new Kind(kind.Name, type, this, kind.Paper, kind.Url);
    }
}
