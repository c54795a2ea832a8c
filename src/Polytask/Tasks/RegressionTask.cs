using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Losses;
using Polytask.Metrics;

namespace Polytask.Tasks;

/// <summary>
/// Predicts a number. The network learns it in standard deviations from the mean of the training rows, so that tasks of any unit
/// have losses of one size; predictions are in the column's own unit.
/// </summary>
[Kind("regression")]
public sealed record RegressionTask : TaskOptions
{
    /// <summary>How an error counts.</summary>
    public RegressionLoss Loss { get; init; } = RegressionLoss.Squared;

    /// <summary>Where the Huber loss turns from the square to the size of the error, in standard deviations of the column.</summary>
    [Range(1e-6, 1e6)]
    public double Delta { get; init; } = 1;

    /// <inheritdoc/>
    public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels)
    {
        var labels = new TrainingLabels(name, Column ?? name, trainingLabels);
        var values = labels.All.Select(label => (double)Read(label.Value, label.Place, Column ?? name)).ToArray();
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return new Fitted(name, this, mean, deviation > 0 ? deviation : 1);
    }

    /// <inheritdoc/>
    public override PredictionTask Restore(string name, JsonElement state)
    {
        var saved = new TaskState(name, state);
        var (mean, deviation) = (saved.Number("mean"), saved.Number("deviation"));
        return deviation > 0 ? new Fitted(name, this, mean, deviation) : throw saved.Damaged("deviation", "more than 0");
    }

    private static float Read(string label, Place place, string column) =>
        float.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) ? value
        : throw new DataException($"{place}  column '{column}': expected a finite number such as -1.5 or 2e3, found \"{label}\". Correct it, or leave the cell empty where the number is not known.");

    private sealed class Fitted(string name, RegressionTask options, double mean, double deviation) : PredictionTask(name, options)
    {
        public override int OutputWidth => 1;

        public override int TargetWidth => 1;

        public override int PredictionWidth => 1;

        public override IReadOnlyList<string> PredictionNames => [Column];

        public override void Encode(string label, Place place, Span<float> target) => target[0] = Read(label, place, Column);

        public override double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient)
        {
            var loss = Error(outputs[0], target[0], out var derivative);
            gradient[0] = (float)derivative;
            return loss;
        }

        public override SmoothLoss? Smooth => options.Loss switch
        {
            RegressionLoss.Absolute => null,
            RegressionLoss.Huber => new(Error, Curvature: 1),
            _ => new(Error, Curvature: 2, Quadratic: true),
        };

        public override void Predict(ReadOnlySpan<float> outputs, Span<float> prediction) => prediction[0] = (float)(outputs[0] * deviation + mean);

        public override string Label(ReadOnlySpan<float> prediction) => prediction[0].ToString(CultureInfo.InvariantCulture);

        public override string TargetLabel(ReadOnlySpan<float> target) => Label(target);

        protected override MetricSet CreateKindsMetrics()
        {
            var residuals = new Residuals();
            return new(new RSquared(residuals), new MeanAbsoluteError(residuals, Column), new RootMeanSquaredError(residuals, Column));
        }

        private double Error(double output, double target, out double derivative)
        {
            var standard = (target - mean) / deviation;
            return options.Loss switch
            {
                RegressionLoss.Absolute => AbsoluteError.Loss(output, standard, out derivative),
                RegressionLoss.Huber => HuberError.Loss(output, standard, options.Delta, out derivative),
                _ => SquaredError.Loss(output, standard, out derivative),
            };
        }

        public override void SaveState(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteNumber("mean", mean);
            writer.WriteNumber("deviation", deviation);
            writer.WriteEndObject();
        }
    }
}
