namespace Polytask.Catalog;

/// <summary>
/// Marks a sealed option record as one kind of its family: <c>[Kind("cagrad", Paper = "…", Url = "…")]</c>. The record is the
/// one description of the kind: its properties are the keys, its initialisers the defaults, its XML summary the help.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class KindAttribute(string name) : Attribute
{
    /// <summary>What <c>kind:</c> says in a run file: lower case, words joined by underscores.</summary>
    public string Name { get; } = name;

    /// <summary>The paper that the kind implements: authors, title, venue, year.</summary>
    public string? Paper { get; init; }

    /// <summary>Where to read the paper.</summary>
    public string? Url { get; init; }
}

/// <summary>Marks the abstract option record of a family of kinds, such as everything that <c>balancing:</c> may be.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FamilyAttribute(string key, string noun) : Attribute
{
    /// <summary>The run-file key under which kinds of this family stand.</summary>
    public string Key { get; } = key;

    /// <summary>What one of them is called, in the singular: "balancing method".</summary>
    public string Noun { get; } = noun;
}

/// <summary>Marks a string option as a path: in a run file it is relative to the run file.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PathAttribute : Attribute;

/// <summary>Options that constrain one another: what <c>[Range]</c> and <c>required</c> cannot say.</summary>
public interface IConstrained
{
    /// <summary>The problems, each with the run-file key it belongs to (camel case; <c>trunk[0].width</c> for one further down) and a message that says what to do.</summary>
    IEnumerable<(string Key, string Message)> Problems();
}
