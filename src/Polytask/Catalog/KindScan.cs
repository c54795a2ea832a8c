using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace Polytask.Catalog;

/// <summary>
/// Finds the types with <see cref="KindAttribute"/> in the metadata of an assembly file, so that only option records are loaded: not the
/// models beside them, nor the libraries those derive from.
/// </summary>
internal static class KindScan
{
    /// <summary>The kinds of this assembly and of every <c>Polytask.*.dll</c> in the program's folder.</summary>
    public static IEnumerable<Type> BesideTheProgram() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "Polytask.*.dll")
            .SelectMany(path => Read(path, () => AssemblyLoadContext.Default.LoadFromAssemblyPath(path)))
            .Concat(TypesOf(typeof(KindScan).Assembly));

    /// <summary>The kinds of an assembly; of one that has no file, by looking at all its types.</summary>
    public static IEnumerable<Type> TypesOf(Assembly assembly) =>
        assembly.Location is { Length: > 0 } path
            ? Read(path, () => assembly)
            : assembly.GetTypes().Where(type => type.IsDefined(typeof(KindAttribute), inherit: false) && !type.IsAbstract);

    private static Type[] Read(string path, Func<Assembly> load)
    {
        try
        {
            return NamesIn(path) is { Count: > 0 } names
                ? [.. names.Select(name => load().GetType(name, throwOnError: true)!).Where(type => !type.IsAbstract)]
                : [];
        }
        catch (Exception error) when (error is BadImageFormatException or IOException or UnauthorizedAccessException or TypeLoadException)
        {
            throw new ConfigurationException($"{path}  expected a .NET assembly with all that it needs, found a file that cannot be read as one: {error.Message.TrimEnd('.')}. Install Polytask again, or remove the file if it is not part of it.", error);
        }
    }

    private static List<string> NamesIn(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        if (!file.HasMetadata) return [];
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => type.GetCustomAttributes().Any(attribute => IsKind(metadata, metadata.GetCustomAttribute(attribute).Constructor)))
            .Select(type => FullName(metadata, type))];
    }

    private static bool IsKind(MetadataReader metadata, EntityHandle constructor)
    {
        var owner = constructor.Kind == HandleKind.MethodDefinition
            ? metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType()
            : metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent;
        var (space, name) = owner.Kind switch
        {
            HandleKind.TypeDefinition => (metadata.GetTypeDefinition((TypeDefinitionHandle)owner).Namespace, metadata.GetTypeDefinition((TypeDefinitionHandle)owner).Name),
            HandleKind.TypeReference => (metadata.GetTypeReference((TypeReferenceHandle)owner).Namespace, metadata.GetTypeReference((TypeReferenceHandle)owner).Name),
            _ => default,
        };
        return metadata.StringComparer.Equals(name, nameof(KindAttribute)) && metadata.StringComparer.Equals(space, typeof(KindAttribute).Namespace!);
    }

    private static string FullName(MetadataReader metadata, TypeDefinition type)
    {
        var name = metadata.GetString(type.Name);
        if (type.GetDeclaringType() is { IsNil: false } outer) return $"{FullName(metadata, metadata.GetTypeDefinition(outer))}+{name}";
        return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
