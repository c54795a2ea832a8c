using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Modules;

namespace Polytask.Features;

/// <summary>How one input column becomes numbers.</summary>
[Family("inputs", "input encoder")]
public abstract record EncoderOptions
{
    /// <summary>The column to read; by default the input's own name.</summary>
    public string? Column { get; init; }

    /// <summary>Whether rows become numbers, all of them as many, so that there is something between two rows.</summary>
    public virtual bool GivesNumbers => false;

    /// <summary>Fits the encoder on training rows.</summary>
    /// <exception cref="DataException">The column is missing or holds values that the encoder cannot read.</exception>
    public abstract Encoder Fit(string name, TrainingRows rows);

    /// <summary>Makes the fitted encoder again from what <see cref="Encoder.SaveState"/> wrote.</summary>
    /// <exception cref="CheckpointException">The state is damaged.</exception>
    public abstract Encoder Restore(string name, JsonElement state);
}

/// <summary>Turns the values of one column into numbers. Fitted once, on training rows; immutable afterwards.</summary>
public abstract class Encoder(string name, EncoderOptions options)
{
    /// <summary>The input's name.</summary>
    public string Name { get; } = name;

    /// <summary>The options it was made from.</summary>
    public EncoderOptions Options { get; } = options;

    /// <summary>The column it reads.</summary>
    public string Column => Options.Column ?? Name;

    /// <summary>What the model must know to take the encoded column in.</summary>
    public abstract InputShape Shape { get; }

    /// <summary>Encodes the values of many rows; a missing value (<c>null</c>) is encoded, too.</summary>
    /// <exception cref="DataException">A value cannot be read; the message names its place.</exception>
    public abstract EncodedColumn Encode(int rows, Func<int, string?> value, Func<int, Place> place);

    /// <summary>Writes what was fitted (not the options), as one JSON value.</summary>
    public abstract void SaveState(Utf8JsonWriter writer);
}
