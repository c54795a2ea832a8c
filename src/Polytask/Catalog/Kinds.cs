using System.Reflection;

namespace Polytask.Catalog;

/// <summary>
/// The catalogue: every kind of every family, found by its <see cref="KindAttribute"/>. It holds the library's own kinds and those of
/// all <c>Polytask.*.dll</c> beside the program; <see cref="Add"/> makes the kinds of another assembly known.
/// </summary>
public static class Kinds
{
    private static readonly Lock Gate = new();
    private static HashSet<Type>? _types;
    private static IReadOnlyList<Family> _families = [];

    /// <summary>The families that have a kind, by key.</summary>
    /// <exception cref="ConfigurationException">An assembly beside the program cannot be read, or two kinds of a family share a name.</exception>
    public static IReadOnlyList<Family> Families
    {
        get
        {
            lock (Gate)
            {
                if (_types is null) Take(KindScan.BesideTheProgram());
                return _families;
            }
        }
    }

    /// <summary>Makes the kinds of an assembly known; adding it again changes nothing.</summary>
    /// <exception cref="ConfigurationException">A kind has no family, or its name is taken; the catalogue stays as it was.</exception>
    public static void Add(Assembly assembly)
    {
        lock (Gate) Take((_types ?? KindScan.BesideTheProgram()).Concat(KindScan.TypesOf(assembly)));
    }

    /// <summary>The kind that an option record describes.</summary>
    /// <exception cref="ConfigurationException">The type is not a kind, or its assembly was not added.</exception>
    public static Kind Of(Type options) =>
        FamilyOf(options).Kinds.FirstOrDefault(kind => kind.Options == options)
        ?? throw new ConfigurationException($"{options.FullName} is not a known kind. Expected a sealed record with [Kind] in an assembly of the catalogue; add its assembly with Kinds.Add.");

    /// <summary>The family of an option record; it has no kinds where none is known.</summary>
    internal static Family FamilyOf(Type options)
    {
        var record = Family.RecordOf(options) ?? throw WithoutFamily(options);
        return Families.FirstOrDefault(family => family.Options == record) ?? new Family(record, []);
    }

    private static void Take(IEnumerable<Type> found)
    {
        var types = found.ToHashSet();
        var families = types.GroupBy(type => Family.RecordOf(type) ?? throw WithoutFamily(type)).Select(kinds => new Family(kinds.Key, kinds));
        (_families, _types) = ([.. families.OrderBy(family => family.Key, StringComparer.Ordinal)], types);
    }

    private static ConfigurationException WithoutFamily(Type type) =>
        new($"{type.FullName} belongs to no family. Expected a record that derives from one with [Family]; derive it from the options of its family.");
}
