using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Polytask.Runs;

/// <summary>Where one tensor lies in a file.</summary>
internal sealed record SafeTensorsEntry(string Name, ElementType Type, IReadOnlyList<long> Shape, long Count, long Begin, long End);

/// <summary>The header of a safetensors file: the metadata, and the tensors in the order of their data, which they fill without a gap.</summary>
internal sealed record SafeTensorsHeader(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafeTensorsEntry> Entries)
{
    private const string MetadataKey = "__metadata__";

    /// <summary>The header of tensors that lie one after the other, filled up with spaces to a multiple of 8 bytes.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, string> metadata, IEnumerable<StoredTensor> tensors)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            foreach (var (key, value) in metadata) json.WriteString(key, value);
            json.WriteEndObject();
            var begin = 0L;
            foreach (var tensor in tensors)
            {
                var end = begin + tensor.Bytes.Length;
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type.Name);
                WriteArray(json, "shape", tensor.Shape);
                WriteArray(json, "data_offsets", [begin, end]);
                json.WriteEndObject();
                begin = end;
            }
            json.WriteEndObject();
        }
        var padding = -buffer.WrittenCount & 7;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a header in front of <paramref name="dataLength"/> bytes of numbers.</summary>
    /// <exception cref="InvalidDataException">It says something that cannot be; the message says what was expected and what was found.</exception>
    public static SafeTensorsHeader Read(byte[] bytes, long dataLength)
    {
        if (!Utf8.IsValid(bytes)) throw new InvalidDataException("expected a header in UTF-8, found other bytes");
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new InvalidDataException($"expected a JSON object as the header, found {document.RootElement.ValueKind}");
            var metadata = new Dictionary<string, string>();
            var entries = new List<SafeTensorsEntry>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == MetadataKey) ReadMetadata(property.Value, metadata);
                else entries.Add(ReadEntry(property.Name, property.Value));
            }
            entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
            RequireNoGap(entries, dataLength);
            return new(metadata, entries);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException("expected a header in JSON, found something else", exception);
        }
    }

    private static void ReadMetadata(JsonElement value, Dictionary<string, string> metadata)
    {
        foreach (var property in value.EnumerateObject())
            metadata[property.Name] = property.Value.GetString() ?? throw new InvalidDataException($"metadata '{property.Name}': expected text, found null");
    }

    private static SafeTensorsEntry ReadEntry(string name, JsonElement value)
    {
        var code = Member(name, value, "dtype").GetString();
        var type = ElementType.Named(code) ?? throw new InvalidDataException($"tensor '{name}': expected numbers of type {ElementType.Names}, found {code ?? "null"}");
        var shape = ReadArray(name, Member(name, value, "shape"));
        var offsets = ReadArray(name, Member(name, value, "data_offsets"));
        if (offsets.Length != 2 || offsets[1] < offsets[0])
            throw new InvalidDataException($"tensor '{name}': expected where its data begin and end, found {StoredTensor.Format(offsets)}");
        var size = (Int128)type.Size;
        foreach (var dimension in shape)
            if ((size *= dimension) > StoredTensor.MaxBytes) throw new InvalidDataException($"tensor '{name}': expected at most {StoredTensor.MaxBytes} bytes, found shape {StoredTensor.Format(shape)}");
        if (size != offsets[1] - offsets[0])
            throw new InvalidDataException($"tensor '{name}': expected {size} bytes for {code} {StoredTensor.Format(shape)}, found {offsets[1] - offsets[0]}");
        return new(name, type, shape, (long)size / type.Size, offsets[0], offsets[1]);
    }

    private static JsonElement Member(string name, JsonElement value, string key) =>
        value.TryGetProperty(key, out var member) ? member : throw new InvalidDataException($"tensor '{name}': expected '{key}', found none");

    private static long[] ReadArray(string name, JsonElement value)
    {
        var numbers = new long[value.GetArrayLength()];
        for (var i = 0; i < numbers.Length; i++)
            if (!value[i].TryGetInt64(out numbers[i]) || numbers[i] < 0)
                throw new InvalidDataException($"tensor '{name}': expected whole numbers of at least 0, found {value[i].GetRawText()}");
        return numbers;
    }

    private static void RequireNoGap(List<SafeTensorsEntry> entries, long dataLength)
    {
        var end = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin != end) throw new InvalidDataException($"tensor '{entry.Name}': expected its data at byte {end}, found {entry.Begin}");
            end = entry.End;
        }
        if (end != dataLength) throw new InvalidDataException($"expected {end} bytes of numbers, found {dataLength}");
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<long> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
