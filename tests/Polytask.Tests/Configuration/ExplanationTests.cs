using Polytask.Configuration;
using Polytask.Tests.Catalog;

namespace Polytask.Tests.Configuration;

public sealed class ExplanationTests
{
    [Fact]
    public void AnOptionOfTheRunFileWithItsKinds()
    {
        var explanation = Explanation.Of("balancing");
        Assert.Equal("How the tasks' losses are balanced.", explanation.Summary);
        Assert.Equal("equal", explanation.Option!.DefaultText);
        Assert.Contains(explanation.Kinds, kind => kind.Name == "equal");
    }

    [Fact]
    public void AnOptionThatAllKindsHave()
    {
        var explanation = Explanation.Of("training.batchSize");
        Assert.Equal(("Rows per batch.", "32", "a whole number from 1 to 1000000"), (explanation.Summary, explanation.Option!.DefaultText, explanation.Option.Expected));
        Assert.Empty(explanation.Owners);
    }

    [Theory]
    [InlineData("data.toy_source")]
    [InlineData("toy_source")]
    public void AKind(string path)
    {
        var explanation = Explanation.Of(path);
        Assert.Equal(typeof(ToySource), explanation.Kind!.Options);
        Assert.Equal("path", explanation.Options[0].Key);
    }

    [Theory]
    [InlineData("data.toy_source.toys.ball.radius")]
    [InlineData("data.toy_source.toys[0].radius")]
    [InlineData("data.toys.radius")]
    [InlineData("toys.radius")]
    [InlineData("ball.radius")]
    public void AnOptionOfOneKind(string path)
    {
        var explanation = Explanation.Of(path);
        Assert.Equal(("radius", "a number above 0", path), (explanation.Option!.Key, explanation.Option.Expected, explanation.Path));
    }

    [Fact]
    public void TheDefaultIsThatOfTheKindWhereItStands()
    {
        Assert.Equal("5", Explanation.Of("toy_source.toy.width").Option!.DefaultText);
        Assert.Equal("2", Explanation.Of("crate.width").Option!.DefaultText);
    }

    [Fact]
    public void TheKindsThatHaveAnOption() => Assert.Equal(["ball"], Explanation.Of("toys.radius").Owners.Select(kind => kind.Name));

    [Fact]
    public void AnOptionWithOptions() => Assert.Equal(["size", "text"], Explanation.Of("toy_source.label").Options.Select(option => option.Key));

    [Fact]
    public void AFamilyByItsKey() => Assert.Equal(["ball", "crate"], Explanation.Of("toys").Kinds.Select(kind => kind.Name));

    [Fact]
    public void NothingIsTheRunFile() => Assert.Equal("name", Explanation.Of("").Options[0].Key);

    [Theory]
    [InlineData("trianing", "trianing  'trianing' is neither a key of a run file nor a kind. Did you mean 'training'?")]
    [InlineData("toys.crtae", "toys.crtae  'crtae' is neither a key of a run file nor a kind. Did you mean 'crate'?")]
    [InlineData("toys.zzzzz", "toys.zzzzz  'zzzzz' is neither a key of a run file nor a kind. Choose one of ball, crate.")]
    [InlineData("seed.more", "seed.more  'more' is neither a key of a run file nor a kind. There is nothing below; ask for the path above it.")]
    public void WhatIsNotThere(string path, string problem) =>
        Assert.Equal(problem, Assert.Throws<ConfigurationException>(() => Explanation.Of(path)).Message);
}
