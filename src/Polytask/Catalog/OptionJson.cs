using System.Text.Json;

namespace Polytask.Catalog;

/// <summary>Option records as JSON: the same keys, kinds and checks as in a run file.</summary>
public static class OptionJson
{
    /// <summary>Writes an option record with all its values, and its kind where it has one.</summary>
    public static void Write(Utf8JsonWriter writer, object options) => JsonTree.Write(writer, OptionType.Of(options.GetType()).Write(options));

    /// <summary>Reads an option record; paths stay as they are.</summary>
    /// <param name="json">The record, as <see cref="Write"/> writes it; what it leaves out has its default.</param>
    /// <param name="source">The file it stands in, for messages.</param>
    /// <exception cref="ConfigurationException">A key, kind or value is wrong; all problems at once.</exception>
    public static T Read<T>(JsonElement json, string source = "") where T : class
    {
        var binding = new Binding();
        var options = OptionType.Of(typeof(T)).Read(JsonTree.Read(json, new ConfigPlace(source), binding), "", null, binding);
        return binding.Count > 0 ? throw binding.Failure() : (T)options!;
    }
}
