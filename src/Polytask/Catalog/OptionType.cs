using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Polytask.Catalog;

/// <summary>What an option can be: knows its words, how it is read from a tree and how it is written to one.</summary>
internal abstract class OptionType
{
    /// <summary>What is expected, for behind "expected": "a number from 0 to 1".</summary>
    public abstract string Expected { get; }

    /// <summary>Reads a value; reports what is wrong and returns <c>null</c> where it cannot be read.</summary>
    /// <param name="node">What was given; something.</param>
    /// <param name="path">The path of the option, for messages.</param>
    /// <param name="fallback">The value that the option has where nothing is given, if any.</param>
    /// <param name="binding">Gathers the problems.</param>
    public abstract object? Read(ConfigNode node, string path, object? fallback, Binding binding);

    /// <summary>Writes a value as <see cref="Read"/> reads it.</summary>
    public abstract ConfigNode Write(object value);

    /// <summary>A value on one line.</summary>
    public virtual string Brief(object value) => Write(value).Flow;

    /// <summary>The type of an option, with what its attributes say of it.</summary>
    /// <exception cref="ConfigurationException">No run file can hold the property's type.</exception>
    public static OptionType Of(PropertyInfo property) => Of(property.PropertyType, property);

    /// <summary>The type of options on their own: a record, or a family.</summary>
    public static OptionType Of(Type record) => Family.RecordOf(record) is null ? new RecordType(record) : new FamilyType(record);

    private static OptionType Of(Type type, PropertyInfo property)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(bool)) return new FlagType();
        if (type == typeof(string)) return new TextType(property.IsDefined(typeof(PathAttribute)), property.GetCustomAttribute<NameInAttribute>()?.Key);
        if (type.IsEnum) return new ChoiceType(type);
        if (NumberType.Supports(type)) return new NumberType(type, property.GetCustomAttribute<RangeAttribute>() is { } range ? new Bounds(range) : Bounds.None);
        var least = property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? 0;
        if (IsGeneric(type, typeof(IReadOnlyList<>))) return new ListType(type.GetGenericArguments()[0], Of(type.GetGenericArguments()[0], property), least);
        if (IsGeneric(type, typeof(IReadOnlyDictionary<,>)) && type.GetGenericArguments() is [var key, var value] && key == typeof(string))
            return new MapType(value, Of(value, property), property.GetCustomAttribute<NameInAttribute>()?.Key, least);
        if (type.IsClass && (!type.IsAbstract || Family.RecordOf(type) is not null)) return Of(type);
        throw new ConfigurationException($"{property.DeclaringType}.{property.Name} is a {type}, which no run file can hold. Expected a truth value, number, text, enumeration, option record, or an IReadOnlyList or IReadOnlyDictionary of these; change its type.");
    }

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
