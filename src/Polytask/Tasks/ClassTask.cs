using System.Text.Json;
using Polytask.Data;
using Polytask.Metrics;

namespace Polytask.Tasks;

/// <summary>A task in which every row has one of several classes: the target is its index, a prediction the probability of each.</summary>
/// <param name="name">The task's name.</param>
/// <param name="options">The options it was made from.</param>
/// <param name="classes">The classes, in the order of their indices.</param>
/// <param name="cure">What else to do about an unknown label, after "Correct it".</param>
internal abstract class ClassTask(string name, TaskOptions options, ClassList classes, string cure = "") : PredictionTask(name, options)
{
    protected ClassList Classes { get; } = classes;

    public override int TargetWidth => 1;

    public override int PredictionWidth => Classes.Count;

    public override IReadOnlyList<string> PredictionNames => Classes.Names;

    /// <summary>The index of the class that a label means, or -1.</summary>
    public virtual int IndexOf(string label) => Classes.IndexOf(label);

    public override void Encode(string label, Place place, Span<float> target) =>
        target[0] = IndexOf(label) is >= 0 and var index ? index : throw Classes.Unknown(label, place, Column, cure);

    public override string Label(ReadOnlySpan<float> prediction) => Classes.Names[Choose(prediction)];

    public override string TargetLabel(ReadOnlySpan<float> target) => Classes.Names[(int)target[0]];

    public override void SaveState(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        Classes.Save(writer);
        SaveMore(writer);
        writer.WriteEndObject();
    }

    /// <summary>The class that probabilities stand for.</summary>
    protected virtual int Choose(ReadOnlySpan<float> probabilities) => Decide.MostProbable(probabilities);

    /// <summary>Writes what was fitted beside the classes, as properties.</summary>
    protected virtual void SaveMore(Utf8JsonWriter writer) { }
}
