using System.Globalization;
using System.Runtime.InteropServices;

namespace Polytask.Runs;

/// <summary>A tensor as it lies in a file: a name, a shape, and its numbers row after row.</summary>
public sealed class StoredTensor
{
    internal const int MaxBytes = int.MaxValue;

    internal StoredTensor(string name, ElementType type, IReadOnlyList<long> shape, Array values)
    {
        Name = name;
        Type = type;
        Shape = shape;
        Values = values;
    }

    /// <summary>The tensor's name, unique in its file.</summary>
    public string Name { get; }

    /// <summary>The size of each dimension; empty for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The type of the numbers as the safetensors format names it: F32, I32, I64 or U8.</summary>
    public string ElementName => Type.Name;

    internal ElementType Type { get; }

    internal Array Values { get; }

    /// <summary>The numbers as bytes, in the order of the machine.</summary>
    internal Span<byte> Bytes => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(Values), Values.Length * Type.Size);

    /// <summary>Names an array of float, int, long or byte; the array is not copied.</summary>
    /// <exception cref="ArgumentException">The shape does not fit the array, or the type is another one.</exception>
    public static StoredTensor Of<T>(string name, T[] values, params IReadOnlyList<long> shape)
        where T : unmanaged
    {
        var type = ElementType.Of(typeof(T)) ?? throw new ArgumentException($"'{name}': {typeof(T).Name} cannot be stored; use float, int, long or byte.", nameof(values));
        var count = shape.Aggregate(1L, (product, size) => checked(product * size));
        if (count != values.Length) throw new ArgumentException($"'{name}': a tensor {Format(shape)} has {count} numbers, found {values.Length}.", nameof(shape));
        if (count * type.Size > MaxBytes) throw new ArgumentException($"'{name}': a tensor may take at most {MaxBytes} bytes, found {count * type.Size}.", nameof(values));
        return new(name, type, shape, values);
    }

    /// <summary>The numbers, or <c>null</c> where they are of another type than <typeparamref name="T"/>.</summary>
    public T[]? As<T>()
        where T : unmanaged => Values as T[];

    /// <summary>The type and shape as messages show them: <c>F32 [32, 10]</c>.</summary>
    public override string ToString() => $"{Type.Name} {Format(Shape)}";

    internal static string Format(IEnumerable<long> shape) => $"[{string.Join(", ", shape.Select(s => s.ToString(CultureInfo.InvariantCulture)))}]";
}
