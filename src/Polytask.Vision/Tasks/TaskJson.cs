using System.Text.Json;

namespace Polytask.Vision.Tasks;

/// <summary>What tasks save: records as JSON.</summary>
internal static class TaskJson
{
    /// <summary>Reads what was saved.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="state">The saved value.</param>
    /// <param name="isSound">Whether a record is one that was saved.</param>
    /// <exception cref="CheckpointException">It was not saved like this.</exception>
    public static T Read<T>(string task, JsonElement state, Func<T, bool> isSound) where T : class
    {
        try
        {
            if (state.Deserialize<T>() is { } read && isSound(read)) return read;
        }
        catch (JsonException)
        {
            // Said below.
        }
        throw new CheckpointException($"The saved state of task '{task}' is damaged: found {state}. Take an earlier checkpoint, or train again.");
    }

    /// <summary>Writes a record.</summary>
    public static void Write<T>(Utf8JsonWriter writer, T state) => JsonSerializer.Serialize(writer, state);
}
