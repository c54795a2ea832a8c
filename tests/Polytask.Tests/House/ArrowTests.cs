using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Polytask.Tests.House;

/// <summary>Folders of the library know only folders on lower floors; those of one floor do not know each other, but for the arrows named.</summary>
public sealed class ArrowTests
{
    private const string Library = "Polytask/";

    private static readonly string[][] Floors =
    [
        ["(root)"],
        ["Comparison"],
        ["Inference"],
        ["Configuration"],
        ["Training"],
        ["Runs"],
        ["Models"],
        ["Tasks", "Sharing", "Balancing", "Optimisation", "Features", "LinearModels"],
        ["Gradients", "Modules", "Losses", "Metrics", "Data"],
        ["Numerics", "Catalog", "Native"],
        ["Errors"],
    ];

    private static readonly (string From, string To)[] Sideways = [("Gradients", "Modules"), ("Modules", "Data")];

    [Fact]
    public void Arrows_point_down() => Rule.Holds(Violations(SourceCode.Ours));

    [Theory]
    [InlineData("using Polytask.Training; namespace Polytask.Data; sealed class Low { Loop? _loop; }")]
    [InlineData("namespace Polytask.Data; sealed class Low { object Make() => new Polytask.Training.Loop(); }")]
    [InlineData("using Up = Polytask.Training.Loop; namespace Polytask.Data; sealed class Low { string Name => nameof(Up); }")]
    [InlineData("namespace Polytask.Data; sealed class Low { int Steps => Training.Loop.Steps; }")]
    public void A_planted_arrow_upwards_is_found(string low) =>
        Assert.NotEmpty(Violations(SourceCode.Planted(
            ("Polytask/Training/Loop.cs", "namespace Polytask.Training; sealed class Loop { public const int Steps = 3; }"),
            ("Polytask/Data/Low.cs", low))));

    [Fact]
    public void A_planted_arrow_between_families_is_found() =>
        Assert.Equal(["Polytask/Sharing/Trunk.cs:1  Sharing knows Head of Tasks, which is not on a lower floor. Move what both need down."],
            Violations(SourceCode.Planted(
                ("Polytask/Tasks/Head.cs", "namespace Polytask.Tasks; sealed class Head;"),
                ("Polytask/Sharing/Trunk.cs", "namespace Polytask.Sharing; sealed class Trunk(Polytask.Tasks.Head head) { object Head => head; }"))));

    [Fact]
    public void A_planted_folder_without_floor_is_found() =>
        Assert.Equal(["Polytask/Attic/Box.cs:1  Attic is on no floor: give it one in this test and in ARCHITECTURE.md."],
            Violations(SourceCode.Planted(("Polytask/Attic/Box.cs", "namespace Polytask.Attic; sealed class Box;"))));

    [Fact]
    public void Planted_arrows_downwards_are_fine() =>
        Assert.Empty(Violations(SourceCode.Planted(
            ("Polytask/Errors/Trouble.cs", "namespace Polytask; sealed class Trouble : System.Exception;"),
            ("Polytask/Data/Table.cs", "namespace Polytask.Data; sealed class Table { System.Exception Fail() => new Trouble(); }"),
            ("Polytask/Training/Loop.cs", "using Polytask.Data; namespace Polytask.Training; sealed class Loop { Table? _table; }"),
            ("Polytask/Experiment.cs", "namespace Polytask; sealed class Experiment { Training.Loop? _loop; }"))));

    private static IEnumerable<string> Violations(SourceCode source)
    {
        var files = source.Files.Where(file => file.FilePath.StartsWith(Library, StringComparison.Ordinal)).ToList();
        var homeless = files.Where(file => Floor(Folder(file)) < 0).Select(file => $"{file.FilePath}:1  {Folder(file)} is on no floor: give it one in this test and in ARCHITECTURE.md.");
        return homeless.Concat(files.SelectMany(file => Upwards(source, file))).Distinct();
    }

    private static IEnumerable<string> Upwards(SourceCode source, SyntaxTree file)
    {
        var meaning = source.Meaning(file);
        return from name in file.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
               let type = TypeOf(meaning.GetSymbolInfo(name))
               from declaration in type?.DeclaringSyntaxReferences ?? []
               let to = Folder(declaration.SyntaxTree)
               where !IsAllowed(Folder(file), to)
               select $"{SourceCode.Place(name)}  {Folder(file)} knows {type.Name} of {to}, which is not on a lower floor. Move what both need down.";
    }

    private static INamedTypeSymbol? TypeOf(SymbolInfo info)
    {
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        symbol = symbol is IAliasSymbol alias ? alias.Target : symbol;
        return symbol as INamedTypeSymbol ?? symbol?.ContainingType;
    }

    private static bool IsAllowed(string from, string to) =>
        from == to || Floor(from) < Floor(to) || Sideways.Contains((from, to));

    private static int Floor(string folder) => Array.FindIndex(Floors, floor => floor.Contains(folder));

    private static string Folder(SyntaxTree file)
    {
        var parts = file.FilePath.Split('/');
        return parts.Length > 2 ? parts[1] : "(root)";
    }
}
