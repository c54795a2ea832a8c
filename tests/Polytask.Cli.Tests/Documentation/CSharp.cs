using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Polytask.Cli.Tests.Documentation;

/// <summary>C# of a page, compiled against the libraries as a reader's own program would be.</summary>
internal static class CSharp
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; " +
        "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);
    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Select(file => MetadataReference.CreateFromFile(file))];

    /// <summary>Whether the text is a program, not declarations alone.</summary>
    public static bool IsProgram(string text) =>
        CSharpSyntaxTree.ParseText(text, Options).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();

    /// <summary>What the compiler objects to; warnings count.</summary>
    public static IReadOnlyList<string> Problems(params IReadOnlyList<string> texts) =>
        [.. Compile(texts).GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning).Select(problem => problem.ToString())];

    /// <summary>Runs a program in this process and returns what it wrote to the console.</summary>
    public static string Run(string program)
    {
        using var file = new MemoryStream();
        var emitted = Compile([program]).Emit(file);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        var console = Console.Out;
        using var written = new StringWriter();
        Console.SetOut(written);
        try
        {
            Assembly.Load(file.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }
        return written.ToString();
    }

    /// <summary>A program has the usings of a new project; declarations may be tests, too.</summary>
    private static CSharpCompilation Compile(IReadOnlyList<string> texts)
    {
        var isProgram = texts.Any(IsProgram);
        return CSharpCompilation.Create(
            $"documented-{Guid.NewGuid():N}",
            texts.Append(isProgram ? ImplicitUsings : $"{ImplicitUsings} global using Polytask.Tests; global using Xunit;").Select(text => CSharpSyntaxTree.ParseText(text, Options)),
            References,
            new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
