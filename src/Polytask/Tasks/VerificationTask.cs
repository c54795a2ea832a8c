using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Losses;
using Polytask.Metrics;
using Polytask.Numerics;

namespace Polytask.Tasks;

/// <summary>
/// Tells whether two rows are of the same one: the same person, say, on two photographs. Rows get directions, learnt so that rows of one identity point the same way; metrics compare all
/// pairs of rows by the cosine, so that identities may be measured that training has not seen.
/// </summary>
/// <remarks>An identity's direction is drawn at random and stays. A row of an identity that training has not seen has the loss of a guess, log K of K identities.</remarks>
[Kind("verification", Paper = "Wang, Xiang, Cheng, Yuille, NormFace: L2 Hypersphere Embedding for Face Verification, ACM Multimedia 2017", Url = "https://arxiv.org/abs/1704.06369")]
public sealed record VerificationTask : TaskOptions
{
    private const long DirectionSeed = 1;

    /// <summary>Numbers of a direction.</summary>
    [Range(2, 4096)]
    public int Width { get; init; } = 64;

    /// <summary>What cosines are multiplied by in the loss: the larger, the less it takes to be sure.</summary>
    [Range(1, 1000)]
    public double Scale { get; init; } = 16;

    /// <inheritdoc/>
    public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels)
    {
        var labels = new TrainingLabels(name, Column ?? name, trainingLabels);
        labels.RequireTwo();
        return new Fitted(name, this, new ClassList(labels.Distinct()));
    }

    /// <inheritdoc/>
    public override PredictionTask Restore(string name, JsonElement state) => new Fitted(name, this, new TaskState(name, state).Classes(2));

    /// <summary>Directions of the identities, each of length 1, [identities × width].</summary>
    private float[] Directions(int identities)
    {
        var directions = new float[identities * Width];
        var random = new RandomStream(DirectionSeed, "directions");
        for (var k = 0; k < identities; k++)
        {
            var direction = directions.AsSpan(k * Width, Width);
            foreach (ref var number in direction) number = (float)random.NextNormal();
            var length = Math.Sqrt(CosineSoftmax.Dot(direction, direction));
            foreach (ref var number in direction) number = (float)(number / length);
        }
        return directions;
    }

    private sealed class Fitted(string name, VerificationTask options, ClassList seen) : PredictionTask(name, options)
    {
        private readonly float[] _directions = options.Directions(seen.Count);
        private readonly Dictionary<string, int> _unseen = new(StringComparer.Ordinal);
        private readonly List<string> _unseenNames = [];

        public override int OutputWidth => options.Width;

        public override int TargetWidth => 1;

        public override int PredictionWidth => options.Width;

        public override IReadOnlyList<string> PredictionNames { get; } = [.. Enumerable.Range(1, options.Width).Select(i => $"direction {i}")];

        public override void Encode(string label, Place place, Span<float> target)
        {
            if (seen.IndexOf(label) is >= 0 and var index) target[0] = index;
            else
                lock (_unseen)
                {
                    if (_unseen.TryAdd(label, seen.Count + _unseen.Count)) _unseenNames.Add(label);
                    target[0] = _unseen[label];
                }
        }

        public override double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient)
        {
            if (target[0] < seen.Count) return CosineSoftmax.Loss(outputs, (int)target[0], _directions, options.Scale, gradient);
            gradient.Clear();
            return Math.Log(seen.Count);
        }

        public override void Predict(ReadOnlySpan<float> outputs, Span<float> prediction) => CosineSoftmax.Direction(outputs, prediction);

        /// <summary>The nearest of the identities that training has seen.</summary>
        public override string Label(ReadOnlySpan<float> prediction)
        {
            var (nearest, largest) = (0, double.NegativeInfinity);
            for (var k = 0; k < seen.Count; k++)
                if (CosineSoftmax.Dot(prediction, _directions.AsSpan(k * options.Width, options.Width)) is var cosine && cosine > largest) (nearest, largest) = (k, cosine);
            return seen.Names[nearest];
        }

        public override string TargetLabel(ReadOnlySpan<float> target)
        {
            var index = (int)target[0];
            return index < seen.Count ? seen.Names[index] : _unseenNames[index - seen.Count];
        }

        protected override MetricSet CreateKindsMetrics()
        {
            var pairs = new PairScores();
            return new(new PairAuroc(pairs), new EqualErrorRate(pairs), new TrueAcceptRate(pairs, 0.01), new TrueAcceptRate(pairs, 0.001));
        }

        public override void SaveState(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            seen.Save(writer);
            writer.WriteEndObject();
        }
    }
}
