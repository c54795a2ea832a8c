namespace Polytask.Runs;

/// <summary>A type of number that files can hold.</summary>
/// <param name="Name">Its name in the safetensors format.</param>
/// <param name="Type">Its type in .NET.</param>
/// <param name="Size">Its bytes.</param>
internal sealed record ElementType(string Name, Type Type, int Size)
{
    private static readonly ElementType[] All =
        [new("F32", typeof(float), 4), new("I32", typeof(int), 4), new("I64", typeof(long), 8), new("U8", typeof(byte), 1)];

    public static string Names => string.Join(", ", All.Select(t => t.Name));

    public static ElementType? Of(Type type) => Array.Find(All, t => t.Type == type);

    public static ElementType? Named(string? name) => Array.Find(All, t => t.Name == name);

    public Array Allocate(long count) => Array.CreateInstance(Type, count);
}
