using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Polytask.Tests.House;

/// <summary>Pointers and native calls stay where parameters and gradients are worked on in plain memory; all that reads or writes files is safe.</summary>
public sealed class UnsafeTests
{
    private static readonly string[] Allowed =
    [
        "Polytask/Native/", "Polytask/Modules/", "Polytask/Optimisation/", "Polytask/Gradients/", "Polytask/Models/",
        "Polytask/Training/ParameterGroup.cs", "Polytask/Training/DenseGroup.cs", "Polytask/Training/TableGroup.cs", "Polytask/Training/Consolidation.cs",
    ];

    private static readonly string[] NativeCalls = ["DllImport", "LibraryImport", "UnmanagedCallersOnly"];

    [Fact]
    public void Unsafe_code_stays_in_its_folders() => Rule.Holds(Strays(SourceCode.Ours));

    [Theory]
    [InlineData("static class A { static unsafe void Zero(float* x) => *x = 0; }")]
    [InlineData("static class A { static void Zero() { unsafe { } } }")]
    [InlineData("static class A { [System.Runtime.InteropServices.DllImport(\"c\")] static extern int getpid(); }")]
    public void Planted_unsafe_code_is_found_elsewhere(string text)
    {
        Assert.NotEmpty(Strays(SourceCode.Planted(("Polytask/Data/A.cs", text))));
        Assert.Empty(Strays(SourceCode.Planted(("Polytask/Native/A.cs", text))));
    }

    private static IEnumerable<string> Strays(SourceCode source) =>
        from file in source.Files
        where !Allowed.Any(place => file.FilePath.StartsWith(place, StringComparison.Ordinal))
        from node in file.GetRoot().DescendantNodes()
        where node.ChildTokens().Any(token => token.IsKind(SyntaxKind.UnsafeKeyword))
            || node is AttributeSyntax attribute && NativeCalls.Contains(attribute.Name.ToString().Split('.')[^1])
        select $"{SourceCode.Place(node)}  unsafe code outside {string.Join(", ", Allowed)}. Put it behind a method there.";
}
