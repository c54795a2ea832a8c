namespace Polytask.Catalog;

/// <summary>
/// Marks an option that refers to a name given elsewhere in the run file: <c>[NameIn("tasks")]</c> on a string, a list of strings
/// or the keys of a map says that each must be a key of the run file's <c>tasks</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NameInAttribute(string key) : Attribute
{
    /// <summary>The run-file key that holds the names.</summary>
    public string Key { get; } = key;
}
