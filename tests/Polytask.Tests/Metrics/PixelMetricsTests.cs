using Polytask.Metrics;

namespace Polytask.Tests.Metrics;

/// <summary>Metrics of pixels, held to values by hand.</summary>
public sealed class PixelMetricsTests
{
    private const float Void = float.NaN;

    // Sums in double of a few numbers in float.
    private const double Tolerance = 1e-6;

    [Fact]
    public void Mean_iou_is_of_all_images_together()
    {
        var counts = new PixelCounts(4);
        // Class 0: 2 hits, 1 miss, 1 false alarm; class 1: 1, 1, 1; class 2: 1, 0, 0; class 3 is nowhere.
        AddClasses(counts, [0, 0, 1, 1, 2], [0, 1, 1, 0, Void]);
        AddClasses(counts, [0, 2, 3], [0, 2, Void]);
        Assert.Equal((2 / 4.0 + 1 / 3.0 + 1) / 3, new MeanIou(counts).Value, Tolerance);
        Assert.Equal(4 / 6.0, new PixelAccuracy(counts).Value, Tolerance);
    }

    [Fact]
    public void Boundaries_are_compared_pixel_by_pixel()
    {
        var counts = new BoundaryCounts();
        var sums = new float[2 * BoundaryCounts.Bins];
        BoundaryCounts.Count([0.9f, 0.8f, 0.3f, 0.6f, 0.1f, 0.99f], [1, 0, 1, 1, 0, Void], sums);
        counts.Add(sums, [5], 1);
        // At 1/2: two hits, one false alarm, one miss. From the most probable on: yes, no, yes, yes, no.
        Assert.Equal(2 * 2 / (2 * 2 + 1 + 1.0), new BoundaryF1(counts).Value, Tolerance);
        Assert.Equal(2 / 4.0, new BoundaryIou(counts).Value, Tolerance);
        Assert.Equal(2 * 3 / (2 * 3 + 1.0), new BoundaryBestF1(counts).Value, Tolerance);
        Assert.Equal((1 + 2 / 3.0 + 3 / 4.0) / 3, new BoundaryAveragePrecision(counts).Value, Tolerance);
    }

    [Fact]
    public void Depths_are_compared_as_is_usual()
    {
        var errors = new DepthErrors();
        var sums = new float[DepthErrors.Sums];
        DepthErrors.Count([1, 2.5f, 3, 6.5f, 9], [1, 2, 4, 4, Void], sums);
        errors.Add(sums, [4], 1);
        Assert.Equal((0 + 0.5 + 1 + 2.5) / 4, new DepthAbsoluteError(errors).Value, Tolerance);
        Assert.Equal((0 + 0.25 + 0.25 + 0.625) / 4, new DepthRelativeError(errors).Value, Tolerance);
        Assert.Equal(Math.Sqrt((0.25 + 1 + 6.25) / 4), new DepthRootMeanSquaredError(errors).Value, Tolerance);
        // Factors of 1, 1.25, 1.33 and 1.625, against 1.25, 1.5625 and 1.953.
        Assert.Equal([0.25, 0.75, 1], Enumerable.Range(1, 3).Select(power => new DepthWithin(errors, power).Value));
        Assert.Equal(["delta_1.25", "delta_1.25^2"], Enumerable.Range(1, 2).Select(power => new DepthWithin(errors, power).Name));
    }

    [Fact]
    public void Angles_have_mean_median_and_limits()
    {
        var angles = new AngleCounts();
        double[] degrees = [0, 10, 20, 25, 90];
        float[] Directions(Func<double, double> across, Func<double, double> forward) => [.. degrees.Select(d => (float)across(double.DegreesToRadians(d))), 0, .. degrees.Select(_ => 0f), 0, .. degrees.Select(d => (float)forward(double.DegreesToRadians(d))), -1];
        float[] truth = [.. degrees.Select(_ => 0f), Void, .. degrees.Select(_ => 0f), Void, .. degrees.Select(_ => -1f), Void];
        var counts = new float[AngleCounts.Counts];
        AngleCounts.Count(Directions(Math.Sin, d => -Math.Cos(d)), truth, counts);
        angles.Add(counts, [5], 1);
        Assert.Equal(degrees.Average(), new MeanAngle(angles).Value, 1e-3); // cosines are in float
        Assert.Equal(20, new MedianAngle(angles).Value, 0.1); // a bin
        Assert.Equal([0.4, 0.6, 0.8], Enumerable.Range(0, 3).Select(limit => new AnglesWithin(angles, limit).Value));
        Assert.Equal("within_11.25", new AnglesWithin(angles, 0).Name);
    }

    [Fact]
    public void Halves_merged_and_weights_are_rows()
    {
        Accumulator[] all = [new PixelCounts(2), new PixelCounts(2), new PixelCounts(2)];
        float[] one = [1, 2, 3, 4], other = [5, 0, 0, 1];
        all[0].Add(one, [10], 2);
        all[0].Add(other, [6], 1);
        all[1].Add(one, [10], 1);
        all[2].Add(one, [10], 1);
        all[2].Add(other, [6], 1);
        all[1].Merge(all[2]);
        Assert.Equal(new MeanIou((PixelCounts)all[0]).Value, new MeanIou((PixelCounts)all[1]).Value);
        all[1].Clear();
        Assert.Equal(double.NaN, new PixelAccuracy((PixelCounts)all[1]).Value);
    }

    private static void AddClasses(PixelCounts counts, float[] prediction, float[] target)
    {
        var pixels = new float[counts.Classes * counts.Classes];
        PixelCounts.Count(prediction, target, counts.Classes, pixels);
        counts.Add(pixels, [target.Length], 1);
    }
}
