using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Polytask.Tests.House;

/// <summary>A kind is one sealed option record that explains itself, and nobody asks for its name.</summary>
public sealed class KindTests
{
    [Fact]
    public void Kinds_are_sealed_records_with_a_summary() => Rule.Holds(Malformed(SourceCode.Ours));

    [Fact]
    public void Names_of_kinds_are_compared_nowhere() => Rule.Holds(Comparisons(SourceCode.Ours));

    [Theory]
    [InlineData("/// <summary>Does it.</summary>\n[Kind(\"a\")] record A;")]
    [InlineData("/// <summary>Does it.</summary>\n[Kind(\"a\")] sealed class A;")]
    [InlineData("[Kind(\"a\")] sealed record A;")]
    [InlineData("/// <summary> </summary>\n[Kind(\"a\")] sealed record A;")]
    public void A_planted_malformed_kind_is_found(string text) => Assert.Single(Malformed(SourceCode.Planted(("Polytask/A.cs", text))));

    [Theory]
    [InlineData("kind switch { \"cagrad\" => 1, _ => 0 }")]
    [InlineData("kind == \"cagrad\" ? 1 : 0")]
    [InlineData("kind is \"cagrad\" or \"other\" ? 1 : 0")]
    [InlineData("kind.Equals(\"cagrad\") ? 1 : 0")]
    public void A_planted_question_for_a_name_is_found(string expression) =>
        Assert.Single(Comparisons(SourceCode.Planted(
            ("Polytask/CAGrad.cs", "/// <summary>Does it.</summary>\n[Kind(\"cagrad\")] sealed record CAGrad;"),
            ("Polytask/Loop.cs", $"static class Loop {{ static int Of(string kind) => {expression}; }}"))));

    [Fact]
    public void A_planted_well_formed_kind_is_fine()
    {
        var source = SourceCode.Planted(("Polytask/A.cs", "/// <summary>Does it.</summary>\n[Kind(\"a\", Url = \"b\")] sealed record A { string Name => \"a\"; }"));
        Assert.Empty(Malformed(source));
        Assert.Empty(Comparisons(source));
    }

    private static IEnumerable<string> Malformed(SourceCode source) =>
        from attribute in Kinds(source)
        let record = attribute.Parent!.Parent as RecordDeclarationSyntax
        where record is null || !record.Modifiers.Any(SyntaxKind.SealedKeyword) || Summary(record).Length == 0
        select $"{SourceCode.Place(attribute)}  A kind is a sealed record with a <summary>: it is the help that users read.";

    private static IEnumerable<string> Comparisons(SourceCode source)
    {
        var names = Kinds(source).Select(kind => kind.ArgumentList!.Arguments[0].Expression.ToString()).ToHashSet();
        return from file in source.Files
               from literal in file.GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>()
               where names.Contains(literal.ToString()) && IsCompared(literal)
               select $"{SourceCode.Place(literal)}  The name of a kind is compared. Let the kind say what it needs instead.";
    }

    private static bool IsCompared(LiteralExpressionSyntax literal) =>
        literal.Parent is ConstantPatternSyntax or CaseSwitchLabelSyntax
        || literal.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression }
        || literal.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: var called } } && called.ToString().EndsWith("Equals", StringComparison.Ordinal);

    private static IEnumerable<AttributeSyntax> Kinds(SourceCode source) =>
        source.Files.SelectMany(file => file.GetRoot().DescendantNodes().OfType<AttributeSyntax>()).Where(attribute => attribute.Name.ToString() == "Kind");

    private static string Summary(SyntaxNode declaration) =>
        string.Concat(declaration.GetLeadingTrivia()
            .Select(trivia => trivia.GetStructure()).OfType<DocumentationCommentTriviaSyntax>()
            .SelectMany(comment => comment.Content).OfType<XmlElementSyntax>()
            .Where(element => element.StartTag.Name.ToString() == "summary")
            .SelectMany(element => element.Content).Select(content => content.ToString().Replace("///", "", StringComparison.Ordinal))).Trim();
}
