using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Polytask.Tests.House;

/// <summary>All source files of <c>src</c>, compiled together, or a few planted ones: what the house rules are checked on.</summary>
internal sealed class SourceCode
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; " +
        "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.Parse);
    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(file => !Path.GetFileName(file).StartsWith("Polytask", StringComparison.Ordinal))
        .Select(file => MetadataReference.CreateFromFile(file))];

    private static readonly Lazy<SourceCode> LazySource = new(Read);

    private readonly CSharpCompilation _compilation;

    private SourceCode(IEnumerable<(string Path, string Text)> files) =>
        _compilation = CSharpCompilation.Create("house",
            files.Append(("", ImplicitUsings)).Select(file => CSharpSyntaxTree.ParseText(file.Item2, Options, file.Item1)),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations));

    /// <summary>The files of <c>src</c>.</summary>
    public static SourceCode Ours => LazySource.Value;

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The files; a path is relative to <c>src</c>, with slashes.</summary>
    public IEnumerable<SyntaxTree> Files => _compilation.SyntaxTrees.Where(tree => tree.FilePath != "");

    /// <summary>The files of the rules' own tests.</summary>
    public static SourceCode Planted(params (string Path, string Text)[] files) => new(files);

    /// <summary>What names in a file mean.</summary>
    public SemanticModel Meaning(SyntaxTree file) => _compilation.GetSemanticModel(file);

    /// <summary>Whether there is a symbol with this documentation id, such as <c>T:System.Console</c>.</summary>
    public bool Knows(string id) => DocumentationCommentId.GetFirstSymbolForDeclarationId(id, _compilation) is not null;

    /// <summary>Where a node stands, for messages: <c>Polytask/Data/Row.cs:12</c>.</summary>
    public static string Place(SyntaxNode node) => $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    private static SourceCode Read()
    {
        var source = Path.Combine(Root, "src");
        return new SourceCode(Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(source, file).Replace('\\', '/'), File: file))
            .Where(file => !file.Path.Split('/').Any(part => part is "bin" or "obj"))
            .Select(file => (file.Path, File.ReadAllText(file.File))));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Polytask.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds Polytask.slnx.");
        return folder.FullName;
    }
}
