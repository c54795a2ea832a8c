using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Features;
using Polytask.Tasks;

namespace Polytask.Tests.Catalog;

/// <summary>A family with every form that an option can have, so that the tests of the machinery need no real kind.</summary>
[Family("toys", "toy")]
public abstract record ToyOptions
{
    [Range(0.0, 1.0)]
    public double Share { get; init; } = 0.5;
}

[Kind("ball", Paper = "Newton, Principia, 1687", Url = "https://example.org/principia")]
public sealed record Ball : ToyOptions
{
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Radius { get; init; } = 1;
}

[Kind("crate")]
public sealed record Box : ToyOptions, IConstrained
{
    [Range(1, 100)]
    public int Width { get; init; } = 2;

    [Range(1, 100)]
    public int Height { get; init; } = 1;

    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (Height > Width) yield return ("height", $"expected at most the width, {Width}, found {Height}. Turn the crate over.");
    }
}

public enum Shade
{
    Light,
    VeryDark,
}

public sealed record Label
{
    public int Size { get; init; } = 12;

    public string? Text { get; init; }
}

[Kind("toy_source")]
public sealed record ToySource : SourceOptions
{
    [Polytask.Catalog.Path]
    public required string Path { get; init; }

    public bool Header { get; init; } = true;

    public int? Limit { get; init; }

    public long Stamp { get; init; } = -1;

    public float Gain { get; init; } = 0.25f;

    public Shade Shade { get; init; }

    public string? Note { get; init; } = "none";

    public IReadOnlyList<double> Steps { get; init; } = [1, 0.1];

    [Range(0, 9)]
    public IReadOnlyDictionary<string, double>? Weights { get; init; }

    public Label Label { get; init; } = new() { Size = 7 };

    public ToyOptions Toy { get; init; } = new Box { Width = 5 };

    public IReadOnlyList<ToyOptions> Toys { get; init; } = [];

    public override RowSource Open() => throw new NotSupportedException();
}

[Kind("toy_input")]
public sealed record ToyInput : EncoderOptions
{
    public override Encoder Fit(string name, TrainingRows rows) => throw new NotSupportedException();

    public override Encoder Restore(string name, JsonElement state) => throw new NotSupportedException();
}

[Kind("toy_task")]
public sealed record ToyTask : TaskOptions
{
    [NameIn("tasks")]
    public IReadOnlyList<string> After { get; init; } = [];

    [NameIn("inputs")]
    public IReadOnlyDictionary<string, double> Reads { get; init; } = new Dictionary<string, double>();

    public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels) => throw new NotSupportedException();

    public override PredictionTask Restore(string name, JsonElement state) => throw new NotSupportedException();
}
