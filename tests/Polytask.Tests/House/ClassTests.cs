using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Polytask.Tests.House;

/// <summary>A class is made to be derived from, and then abstract, or it is sealed.</summary>
public sealed class ClassTests
{
    [Fact]
    public void Classes_are_abstract_or_sealed() => Rule.Holds(Open(SourceCode.Ours));

    [Theory]
    [InlineData("class A;")]
    [InlineData("record A;")]
    [InlineData("sealed class Outer { private class A; }")]
    public void A_planted_open_class_is_found(string text) =>
        Assert.Equal(["Polytask/A.cs:1  A is neither abstract nor sealed."], Open(SourceCode.Planted(("Polytask/A.cs", text))));

    [Fact]
    public void Planted_closed_classes_are_fine() =>
        Assert.Empty(Open(SourceCode.Planted(("Polytask/A.cs", "abstract class A; sealed record B; static class C; readonly record struct D; partial class E; sealed partial class E;"))));

    private static IEnumerable<string> Open(SourceCode source) =>
        from file in source.Files
        let meaning = source.Meaning(file)
        from declaration in file.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
        let type = meaning.GetDeclaredSymbol(declaration)
        where type.TypeKind == TypeKind.Class && !type.IsAbstract && !type.IsSealed && !type.IsStatic
        select $"{SourceCode.Place(declaration)}  {type.Name} is neither abstract nor sealed.";
}
