using System.Text.Json;

namespace Polytask.Tasks;

/// <summary>Reads what a task saved. Whatever is not as it was written is a <see cref="CheckpointException"/>.</summary>
internal sealed class TaskState(string task, JsonElement state)
{
    /// <summary>The list <c>classes</c>: different names.</summary>
    public ClassList Classes(int atLeast, int atMost = int.MaxValue)
    {
        var names = Items("classes").Select(Text).ToArray();
        if (names.Length < atLeast || names.Length > atMost || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
            throw Damaged("classes", $"different names, {(atLeast == atMost ? "" : "at least ")}{atLeast} of them");
        return new(names);
    }

    /// <summary>A list of a known number of finite numbers, at least 0.</summary>
    public float[] Weights(string key, int count)
    {
        var weights = Items(key).Select(item => item.ValueKind is JsonValueKind.Number && item.TryGetSingle(out var weight) ? weight : float.NaN).ToArray();
        return weights.Length == count && weights.All(weight => float.IsFinite(weight) && weight >= 0) ? weights : throw Damaged(key, $"{count} numbers of at least 0");
    }

    /// <summary>A number in the range of a float.</summary>
    public double Number(string key) =>
        Property(key) is { ValueKind: JsonValueKind.Number } property && property.TryGetDouble(out var number) && float.IsFinite((float)number) ? number : throw Damaged(key, "a number");

    /// <summary>A list of a known count of numbers in the range of a float.</summary>
    public double[] Numbers(string key, int count)
    {
        var numbers = Items(key).Select(item => item.ValueKind is JsonValueKind.Number && item.TryGetDouble(out var number) ? number : double.NaN).ToArray();
        return numbers.Length == count && numbers.All(number => float.IsFinite((float)number)) ? numbers : throw Damaged(key, $"{count} numbers");
    }

    /// <summary>The error for a value that is not what was saved.</summary>
    public CheckpointException Damaged(string key, string expected) =>
        new($"The saved state of task '{task}' is damaged: expected '{key}' to be {expected}. Take an earlier checkpoint, or train again.");

    private JsonElement? Property(string key) => state.ValueKind is JsonValueKind.Object && state.TryGetProperty(key, out var property) ? property : null;

    private IEnumerable<JsonElement> Items(string key) => Property(key) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : throw Damaged(key, "a list");

    private string Text(JsonElement item)
    {
        try
        {
            return item.GetString() ?? throw Damaged("classes", "names");
        }
        catch (InvalidOperationException) // not a string, or half of a surrogate pair
        {
            throw Damaged("classes", "names");
        }
    }
}
