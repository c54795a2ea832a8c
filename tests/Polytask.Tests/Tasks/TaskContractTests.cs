using System.Text;
using System.Text.Json;
using CsCheck;
using Polytask.Data;
using Polytask.Metrics;
using Polytask.Tasks;
using Polytask.Tests.Losses;

namespace Polytask.Tests.Tasks;

/// <summary>What every task type promises.</summary>
public sealed class TaskContractTests
{
    private static readonly byte[] Json = [.. "\"[]{},:-0123456789eabcu\\ "u8];

    private static readonly Dictionary<string, (TaskOptions Options, string[] Labels)> Samples = new()
    {
        ["classification"] = (new ClassificationTask(), ["red", "green", "blue", "green"]),
        ["classification, weighted and smoothed"] = (new ClassificationTask { ClassWeights = ClassWeighting.Balanced, LabelSmoothing = 0.1 }, ["red", "green", "blue", "green"]),
        ["binary"] = (new BinaryTask { PositiveWeight = 3 }, ["ham", "spam"]),
        ["multi_label"] = (new MultiLabelTask(), ["a|b", "none", "c", "a|c"]),
        ["regression, squared"] = (new RegressionTask(), ["1.5", "-2", "0.25", "10"]),
        ["regression, absolute"] = (new RegressionTask { Loss = RegressionLoss.Absolute }, ["1.5", "-2", "0.25", "10"]),
        ["regression, huber"] = (new RegressionTask { Loss = RegressionLoss.Huber, Delta = 0.5 }, ["1.5", "-2", "0.25", "10"]),
        ["ordinal"] = (new OrdinalTask(), ["1", "2", "10", "5"]),
        ["ordinal, stated"] = (new OrdinalTask { Order = ["low", "middle", "high"] }, ["low", "high"]),
    };

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Fact]
    public void A_stated_metric_comes_first_and_the_others_follow_as_they_were()
    {
        string[] Names(string? metric) => [.. new BinaryTask { Metric = metric }.Fit("spam", Labels.Of("yes", "no")).CreateMetrics().Select(one => one.Name)];
        Assert.Equal(["auroc", .. Names(null).Where(name => name != "auroc")], Names("auroc"));
    }

    [Theory]
    [InlineData("r2")]
    [InlineData("log_loss")]
    public void A_metric_that_a_task_has_not_or_of_which_less_is_better_is_refused(string metric) => Assert.Equal(
        $"tasks.spam.metric: expected a metric of the task of which more is better, found '{metric}'. "
        + "Choose one of accuracy, balanced_accuracy, precision, recall, f1, auroc, average_precision.",
        Assert.Throws<ConfigurationException>(() => new BinaryTask { Metric = metric }.Fit("spam", Labels.Of("yes", "no")).CreateMetrics()).Message);

    [Theory, MemberData(nameof(Names))]
    public void A_target_stands_for_its_label(string name)
    {
        var task = Fit(name);
        foreach (var label in Samples[name].Labels) Assert.Equal(label, task.TargetLabel(Encode(task, label)));
    }

    [Theory, MemberData(nameof(Names))]
    public void What_was_fitted_survives_saving(string name)
    {
        var task = Fit(name);
        var state = State(task);
        var restored = Samples[name].Options.Restore("target", state);
        Assert.Equal(state.GetRawText(), State(restored).GetRawText());
        Assert.Equal(task.PredictionNames, restored.PredictionNames);
        float[] outputs = [.. Enumerable.Range(1, task.OutputWidth).Select(i => i / 3f)];
        Assert.Equal(Predict(task, outputs), Predict(restored, outputs));
        foreach (var label in Samples[name].Labels)
        {
            float[] gradient = new float[task.OutputWidth], again = new float[task.OutputWidth];
            Assert.Equal(task.Loss(outputs, Encode(task, label), gradient), restored.Loss(outputs, Encode(restored, label), again));
            Assert.Equal(gradient, again);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_gradient_is_the_derivative_of_the_loss(string name)
    {
        var task = Fit(name);
        Gen.Select(GradientCheck.Outputs(task.OutputWidth), Gen.Int[0, Samples[name].Labels.Length - 1].Select(i => Samples[name].Labels[i])).ForAll((outputs, label) =>
        {
            var target = Encode(task, label);
            // Beside a kink the difference quotient is off by up to half the step; at the kink itself by the whole jump.
            if (name == "regression, absolute" && task.Loss(outputs, target, new float[1]) < 0.01) return;
            GradientCheck.Holds((o, gradient) => task.Loss(o, target, gradient), outputs, name == "regression, huber" ? 1e-3 : 2e-6);
        }, iter: 50);
    }

    [Theory, MemberData(nameof(Names))]
    public void Extreme_outputs_stay_finite(string name)
    {
        var task = Fit(name);
        foreach (var extreme in new[] { 1e4f, -1e4f })
        {
            float[] outputs = [.. Enumerable.Range(0, task.OutputWidth).Select(i => i % 2 == 0 ? extreme : -extreme)], gradient = new float[task.OutputWidth];
            Assert.All(Predict(task, outputs), value => Assert.True(float.IsFinite(value)));
            foreach (var label in Samples[name].Labels)
            {
                Assert.True(double.IsFinite(task.Loss(outputs, Encode(task, label), gradient)));
                Assert.All(gradient, value => Assert.True(float.IsFinite(value)));
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Following_the_gradient_leads_to_the_label(string name)
    {
        var task = Fit(name);
        var metrics = task.CreateMetrics();
        foreach (var label in Samples[name].Labels)
        {
            float[] outputs = new float[task.OutputWidth], gradient = new float[task.OutputWidth];
            for (var step = 0; step < 2000; step++)
            {
                task.Loss(outputs, Encode(task, label), gradient);
                for (var i = 0; i < outputs.Length; i++) outputs[i] -= 0.01f * gradient[i] * (1 - step / 2000f);
            }
            var prediction = Predict(task, outputs);
            if (task is { TargetWidth: 1, PredictionWidth: 1 }) Assert.Equal(Encode(task, label)[0], prediction[0], 0.01f); // a step of an absolute error is at most 0.01 deviations
            else Assert.Equal(label, task.Label(prediction));
            metrics.Add(prediction, Encode(task, label));
        }
        Assert.Equal(1, metrics[0].Value, 1e-4);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_metric_that_chooses_models_is_better_when_higher(string name)
    {
        var metrics = Fit(name).CreateMetrics();
        Assert.Equal(Direction.Higher, metrics[0].Direction);
        Assert.Equal(metrics.Count, metrics.Select(metric => metric.Name).Distinct().Count());
    }

    [Theory, MemberData(nameof(Names))]
    public void A_task_without_labels_is_refused(string name) =>
        Assert.Contains("column 'target' has no label", Assert.Throws<DataException>(() => Samples[name].Options.Fit("target", [])).Message);

    [Theory, MemberData(nameof(Names))]
    public void A_damaged_state_is_refused_or_harmless(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(State(Fit(name)).GetRawText());
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Int[0, Json.Length - 1].Select(i => Json[i])).ForAll((at, value) =>
        {
            var damaged = bytes.ToArray();
            damaged[at] = value;
            JsonElement state;
            try
            {
                state = JsonDocument.Parse(damaged).RootElement;
            }
            catch (JsonException)
            {
                return; // the file's reader refuses it
            }
            try
            {
                var task = Samples[name].Options.Restore("target", state);
                Assert.All(Predict(task, new float[task.OutputWidth]), p => Assert.True(float.IsFinite(p)));
            }
            catch (CheckpointException error)
            {
                Assert.StartsWith("The saved state of task 'target' is damaged: expected '", error.Message, StringComparison.Ordinal);
            }
        }, iter: 300);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_state_of_another_form_is_refused(string name)
    {
        foreach (var state in new[] { "null", "[]", "{}", "7", "{\"classes\":[],\"mean\":\"a\"}", "{\"classes\":[\"a\",\"a\"],\"mean\":1,\"deviation\":0}", "{\"classes\":[1,2],\"mean\":1e999,\"deviation\":1}", "{\"classes\":[\"\\ud800\",\"a\"],\"weights\":[1,1],\"mean\":1}", "{\"classes\":[null,\"a\"]}" })
            Assert.Throws<CheckpointException>(() => Samples[name].Options.Restore("target", JsonDocument.Parse(state).RootElement));
        Assert.Throws<CheckpointException>(() => Samples[name].Options.Restore("target", default));
    }

    private static PredictionTask Fit(string name) => Samples[name].Options.Fit("target", Labels.Of(Samples[name].Labels));

    private static float[] Encode(PredictionTask task, string label)
    {
        var target = new float[task.TargetWidth];
        task.Encode(label, Labels.Somewhere, target);
        return target;
    }

    private static float[] Predict(PredictionTask task, float[] outputs)
    {
        var prediction = new float[task.PredictionWidth];
        task.Predict(outputs, prediction);
        return prediction;
    }

    private static JsonElement State(PredictionTask task)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) task.SaveState(writer);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
