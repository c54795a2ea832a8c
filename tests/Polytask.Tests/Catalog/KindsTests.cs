using System.Reflection;
using System.Reflection.Emit;
using Polytask.Catalog;

namespace Polytask.Tests.Catalog;

public sealed class KindsTests
{
    private static Family Toys => Kinds.Families.Single(family => family.Key == "toys");

    [Fact]
    public void KindsAreFoundByTheirAttributeAndSortedByName()
    {
        Assert.Equal(["ball", "crate"], Toys.Kinds.Select(kind => kind.Name));
        var ball = Toys.Find("ball")!;
        Assert.Equal((typeof(Ball), "toy", "Newton, Principia, 1687", "https://example.org/principia"), (ball.Options, ball.Family.Noun, ball.Paper, ball.Url));
        Assert.Null(Toys.Find("Ball"));
        Assert.Equal(ball, Kinds.Of(typeof(Ball)));
    }

    [Fact]
    public void TheLibrarysOwnKindsAreThere() =>
        Assert.Equal(typeof(Polytask.Balancing.Equal), Kinds.Families.Single(family => family.Key == "balancing").Find("equal")!.Options);

    [Fact]
    public void EveryKindOfTheLibraryCanBeDescribed()
    {
        var kinds = Kinds.Families.SelectMany(family => family.Kinds).Where(kind => kind.Options.Assembly == typeof(Kinds).Assembly).ToArray();
        Assert.NotEmpty(kinds);
        Assert.All(kinds, kind =>
        {
            Assert.True(kind.Options.IsSealed, $"{kind.Options} is not sealed.");
            Assert.NotEmpty(kind.Summary);
            Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", kind.Name);
            Assert.All(kind.Descriptions, option => Assert.False(option.Summary.Length == 0 || option.Key == "kind", $"{kind.Name}.{option.Key}"));
        });
    }

    [Fact]
    public void AddingAnAssemblyAgainChangesNothing()
    {
        var before = Kinds.Families.Select(family => family.Kinds.Count).ToArray();
        Kinds.Add(typeof(Ball).Assembly);
        Assert.Equal(before, Kinds.Families.Select(family => family.Kinds.Count));
    }

    [Fact]
    public void TwoTypesOfOneKindAreRefusedAndTheCatalogueStays()
    {
        var error = Assert.Throws<ConfigurationException>(() => Kinds.Add(Assemble(typeof(Tree), ("Oak", "oak"), ("OtherOak", "oak"))));
        Assert.Equal("Oak and OtherOak are both the tree 'oak'. Expected one type per kind; rename one of them.", error.Message);
        Assert.DoesNotContain(Kinds.Families, family => family.Key == "trees");
    }

    [Fact]
    public void AKindWithoutAFamilyIsRefused()
    {
        var error = Assert.Throws<ConfigurationException>(() => Kinds.Add(Assemble(typeof(object), ("Orphan", "orphan"))));
        Assert.Equal("Orphan belongs to no family. Expected a record that derives from one with [Family]; derive it from the options of its family.", error.Message);
    }

    [Fact]
    public void AnOptionRecordThatIsNoKindIsNamed()
    {
        var error = Assert.Throws<ConfigurationException>(() => Kinds.Of(typeof(ToyOptions)));
        Assert.StartsWith("Polytask.Tests.Catalog.ToyOptions is not a known kind.", error.Message, StringComparison.Ordinal);
    }

    private static AssemblyBuilder Assemble(Type parent, params (string Type, string Kind)[] kinds)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Planted"), AssemblyBuilderAccess.Run);
        var module = assembly.DefineDynamicModule("Planted");
        foreach (var (type, kind) in kinds)
        {
            var builder = module.DefineType(type, TypeAttributes.Public | TypeAttributes.Class, parent);
            builder.SetCustomAttribute(new CustomAttributeBuilder(typeof(KindAttribute).GetConstructors().Single(), [kind]));
            builder.CreateType();
        }
        return assembly;
    }

    [Family("trees", "tree")]
    public abstract class Tree;
}
