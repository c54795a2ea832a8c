using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace Polytask.Catalog;

/// <summary>One option of an option record: its key, what it takes, its default and its help.</summary>
public sealed class OptionDescription
{
    /// <summary>By name, because libraries beside this one declare an attribute of the same name.</summary>
    private const string RequiredMember = "System.Runtime.CompilerServices.RequiredMemberAttribute";

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<OptionDescription>> Known = new();

    private OptionDescription(PropertyInfo property, object record)
    {
        Property = property;
        Key = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Required = property.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == RequiredMember);
        Default = Required ? null : property.GetValue(record);
        Optional = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        Type = OptionType.Of(property);
    }

    /// <summary>The key in a run file.</summary>
    public string Key { get; }

    /// <summary>Whether it must be given.</summary>
    public bool Required { get; }

    /// <summary>Whether it may be left empty: <c>null</c>.</summary>
    public bool Optional { get; }

    /// <summary>The value where none is given.</summary>
    public object? Default { get; }

    /// <summary>The default as it would stand in a run file; <c>null</c> where there is none.</summary>
    public string? DefaultText => Default is null ? null : Type.Brief(Default);

    /// <summary>What it takes, with its bounds: "a number from 0 to 1".</summary>
    public string Expected => Type.Expected;

    /// <summary>The bounds of a number, or of every number in a list or map.</summary>
    public Bounds? Bounds => Property.GetCustomAttribute<RangeAttribute>() is { } range ? new Bounds(range) : null;

    /// <summary>What it does, from the documentation of the property; empty where there is none.</summary>
    public string Summary => Documentation.Of(Property);

    internal OptionType Type { get; }

    internal PropertyInfo Property { get; }

    /// <summary>The options of a record that is not abstract: those of its base records first, each in the order they are written.</summary>
    /// <exception cref="ConfigurationException">A property has a type that no run file can hold.</exception>
    public static IReadOnlyList<OptionDescription> Of(Type record) => Known.GetOrAdd(record, Describe);

    /// <summary>The same option where a record stands by default: with that record's value as its default.</summary>
    internal OptionDescription In(object record) => new(Property, record);

    private static IReadOnlyList<OptionDescription> Describe(Type record)
    {
        var defaults = Activator.CreateInstance(record)!;
        return [.. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true })
            .OrderBy(property => Depth(property.DeclaringType!)).ThenBy(property => property.MetadataToken)
            .Select(property => new OptionDescription(property, defaults))];
    }

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);
}
