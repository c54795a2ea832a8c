using System.Text.Json;
using Polytask.Metrics;

namespace Polytask.Tests.Metrics;

/// <summary>The figures of tests/references/metrics.json, which scikit-learn 1.2.1 made (see metrics.py beside it).</summary>
public sealed class ScikitLearnTests
{
    private static readonly JsonElement References = Read();

    [Fact]
    public void Tasks_with_one_class_per_row() => Hold("classes", width => Sets.OfClasses(width));

    [Fact]
    public void Tasks_with_several_labels_per_row() => Hold("labels", width => Sets.OfLabels(width));

    [Fact]
    public void Numbers() => Hold("numbers", _ => Sets.OfNumbers());

    private static void Hold(string form, Func<int, MetricSet> create)
    {
        var held = 0;
        foreach (var reference in References.GetProperty(form).EnumerateArray())
        {
            var predictions = reference.GetProperty("predictions").Deserialize<float[][]>()!;
            var targets = reference.GetProperty("targets").Deserialize<float[][]>()!;
            var weights = reference.GetProperty("weights").Deserialize<double[]>()!;
            var set = create(predictions[0].Length);
            for (var row = 0; row < weights.Length; row++) set.Add(predictions[row], targets[row], weights[row]);
            foreach (var expected in reference.GetProperty("metrics").EnumerateObject())
            {
                // scikit-learn 1.2 scales clipped probabilities to sum to 1 again, which moves a log loss by about 1e-7.
                var tolerance = expected.Name == "log_loss" ? 1e-6 : 1e-12;
                Assert.Equal(expected.Value.GetDouble(), set.Single(metric => metric.Name == expected.Name).Value, tolerance);
                held++;
            }
        }
        Assert.True(held >= 6);
    }

    private static JsonElement Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "tests", "references", "metrics.json")))
            folder = folder.Parent ?? throw new FileNotFoundException("tests/references/metrics.json is not above the tests' folder.");
        return JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "tests", "references", "metrics.json"))).RootElement;
    }
}
