using System.Text.Json;

namespace Polytask.Testing;

internal static class SavedState
{
    /// <summary>What a component writes as its state.</summary>
    public static JsonElement Of(Action<Utf8JsonWriter> save)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) save(writer);
        return JsonElement.Parse(stream.ToArray());
    }
}
