using Polytask.Catalog;
using Polytask.Data;

namespace Polytask.Tests.Catalog;

public sealed class OptionDescriptionTests
{
    [Fact]
    public void KeysStandInTheOrderTheyAreWrittenThoseOfTheFamilyFirst() =>
        Assert.Equal(["share", "width", "height"], OptionDescription.Of(typeof(Box)).Select(option => option.Key));

    [Theory]
    [InlineData("path", "a path", null)]
    [InlineData("header", "true or false", "true")]
    [InlineData("limit", "a whole number", null)]
    [InlineData("gain", "a number", "0.25")]
    [InlineData("shade", "one of light, very_dark", "light")]
    [InlineData("note", "text", "none")]
    [InlineData("steps", "a list, each entry a number", "[1, 0.1]")]
    [InlineData("weights", "names, each with a number from 0 to 9", null)]
    [InlineData("label", "keys and values", "{size: 7}")]
    [InlineData("toy", "a toy", "crate")]
    [InlineData("toys", "a list, each entry a toy", "[]")]
    public void WhatAnOptionTakesAndItsDefault(string key, string expected, string? text)
    {
        var option = OptionDescription.Of(typeof(ToySource)).Single(option => option.Key == key);
        Assert.Equal((expected, text), (option.Expected, option.DefaultText));
    }

    [Fact]
    public void RequiredAndOptional()
    {
        var options = OptionDescription.Of(typeof(ToySource));
        Assert.Equal(["path"], options.Where(option => option.Required).Select(option => option.Key));
        Assert.Equal(["limit", "note", "weights"], options.Where(option => option.Optional).Select(option => option.Key));
    }

    [Fact]
    public void BoundsAreThoseOfTheAttribute()
    {
        Assert.Equal(new Bounds(0, null, WithoutLeast: true), OptionDescription.Of(typeof(Ball)).Single(option => option.Key == "radius").Bounds);
        Assert.Equal(new Bounds(1, 100), OptionDescription.Of(typeof(Box)).Single(option => option.Key == "width").Bounds);
        Assert.Null(OptionDescription.Of(typeof(ToySource)).Single(option => option.Key == "gain").Bounds);
    }

    [Theory]
    [InlineData(0.0, 1.0, false, false, " from 0 to 1")]
    [InlineData(0.0, null, false, false, " of at least 0")]
    [InlineData(null, 1e-9, false, false, " of at most 1E-09")]
    [InlineData(0.0, null, true, false, " above 0")]
    [InlineData(null, 1e6, false, true, " below 1000000")]
    [InlineData(0.0, 1.0, true, false, " above 0 and of at most 1")]
    [InlineData(0.0, 1.0, false, true, " of at least 0 and below 1")]
    [InlineData(null, null, false, false, "")]
    public void BoundsInWords(double? least, double? greatest, bool withoutLeast, bool withoutGreatest, string text) =>
        Assert.Equal(text, new Bounds(least, greatest, withoutLeast, withoutGreatest).ToString());

    [Fact]
    public void HelpIsTheXmlSummary()
    {
        var options = OptionDescription.Of(typeof(HashedSplit));
        Assert.Equal("One row in this many is a test row; 0 means none.", options.Single(option => option.Key == "testOneIn").Summary);
        Assert.Contains("by testOneIn; of the rest", Kinds.Of(typeof(HashedSplit)).Summary, StringComparison.Ordinal);
        Assert.Equal("", OptionDescription.Of(typeof(Box))[0].Summary);
    }

    [Fact]
    public void ATypeThatNoRunFileCanHoldIsRefused()
    {
        var error = Assert.Throws<ConfigurationException>(() => OptionDescription.Of(typeof(Strange)));
        Assert.StartsWith("Polytask.Tests.Catalog.OptionDescriptionTests+Strange.When is a System.DateTime, which no run file can hold.", error.Message, StringComparison.Ordinal);
    }

    private sealed record Strange
    {
        public DateTime When { get; init; }
    }
}
