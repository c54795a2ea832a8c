using Polytask.Data;
using Polytask.Tasks;
using Polytask.Testing;
using Polytask.Tests.Tasks;
using Polytask.Vision.Images;
using Polytask.Vision.Tasks;

namespace Polytask.Tests.Vision.Tasks;

/// <summary>Tasks with labels of pixels, or made of them.</summary>
public sealed class PixelTaskTests
{
    private const int Void = 255;
    private static readonly string[] MaskCells = [Mask(0, 0, 1, 2, Void, 1), Mask(2, 2, 2, 0, 0, 1)];
    private static readonly string[] DepthCells = [Depth(1000, 1200, 2500, 0, 1800, 3000), Depth(900, 0, 0, 4000, 1000, 1000)];

    public static TheoryData<string, TaskOptions, string[]> Kinds => new()
    {
        { "segmentation", new SegmentationTask(), MaskCells },
        { "segmentation, weighted", new SegmentationTask { Classes = ["road", "car", "sky"], ClassWeights = ClassWeighting.Balanced }, [Mask(0, 0, 1, 2, 1, 1), Mask(2, 2, 2, 0, 0, 1)] },
        { "depth", new DepthTask(), DepthCells },
        { "depth, log", new DepthTask { Scale = DepthScale.Log }, DepthCells },
        { "depth, inverse", new DepthTask { Scale = DepthScale.Inverse }, DepthCells },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void They_keep_the_contract(string name, TaskOptions options, string[] labels) => TaskContract.Holds(options, labels, learns: name == "segmentation, weighted", seed: 3);

    [Fact]
    public void A_mask_names_classes_by_its_numbers()
    {
        var found = new SegmentationTask { Void = 7 }.Fit("seg", Labels.Of(Mask(7, 3, 3, 12, 5, 3)));
        Assert.Equal([float.NaN, 0, 0, 2, 1, 0], Encode(found, Mask(7, 3, 3, 12, 5, 3)));
        Assert.Equal(3 * 6, found.OutputWidth);
        Assert.Equal(new Polytask.Modules.HeadShape(new(3, 2, 3), PerPlace: true), found.Head);
    }

    [Fact]
    public void A_number_that_is_no_class_is_refused() => Assert.Equal(
        "data.csv:812  column 'seg': the pixel in row 2 and column 1 has the number 9, which is none of the 2 classes and not void (255). Correct the mask, or tasks.seg.classes or void.",
        Assert.Throws<DataException>(() => Encode(new SegmentationTask { Classes = ["a", "b"] }.Fit("seg", Labels.Of(Mask(0, 0, 1, 1, 0, 0))), Mask(0, 0, 1, 9, 1, 1))).Message);

    [Fact]
    public void Labels_of_another_size_are_refused() => Assert.Equal(
        "data.csv:3  column 'seg': expected labels of 2 × 3 pixels as in the first training row, found 3 × 2. Make all of one size.",
        Assert.Throws<DataException>(() => new SegmentationTask().Fit("seg", Labels.Of(Mask(0, 0, 1, 1, 0, 0), ImageCell.Of(new PixelMap(3, 2, new ushort[6]), 8)))).Message);

    [Fact]
    public void Options_that_contradict_each_other_are_reported()
    {
        Assert.Empty(new SegmentationTask { Classes = ["a", "b"], Void = 2 }.Problems());
        Assert.Equal("void", Assert.Single(new BoundaryTask { Classes = ["a", "b"], Void = 1 }.Problems()).Key);
        Assert.Equal("classes", Assert.Single(new ClassPresenceTask { Classes = ["a", "a"] }.Problems()).Key);
    }

    [Fact]
    public void A_boundary_is_where_a_neighbour_has_another_class()
    {
        var found = new float[12];
        // 0 0 1 1 / 0 0 1 - / 0 0 0 0
        Boundaries.Find([0, 0, 1, 1, 0, 0, 1, float.NaN, 0, 0, 0, 0], 4, found);
        Assert.Equal([0, 1, 1, 0, 0, 1, 1, float.NaN, 0, 0, 1, 0], found);
        var task = new BoundaryTask().Fit("edges", Labels.Of(Mask(0, 0, 1, 0, 0, 1)));
        Assert.Equal([0, 1, 1, 0, 1, 1], Encode(task, Mask(0, 0, 1, 0, 0, 1)));
    }

    [Fact]
    public void Classes_that_have_a_pixel_are_present()
    {
        var task = new ClassPresenceTask { Classes = ["road", "car", "sky", "tree"] }.Fit("there", Labels.Of(MaskCells));
        Assert.Equal([1, 1, 1, 0], Encode(task, MaskCells[0]));
        Assert.Equal("road|sky", task.Label([0.9f, 0.1f, 0.8f, 0.5f]));
        Assert.Equal("none", task.Label([0, 0, 0, 0]));
        Assert.Equal(new Polytask.Modules.HeadShape(4, PerPlace: true), task.Head);
        var restored = new ClassPresenceTask().Restore("there", SavedState.Of(task.SaveState));
        Assert.Equal(task.PredictionNames, restored.PredictionNames);
    }

    [Fact]
    public void Depths_are_in_metres_up_to_the_maximum()
    {
        var task = new DepthTask { Maximum = 2, Unit = 0.01 }.Fit("depth", Labels.Of(Depth(100, 150, 0, 201, 200, 50)));
        Assert.Equal([1, 1.5f, float.NaN, float.NaN, 2, 0.5f], Encode(task, Depth(100, 150, 0, 201, 200, 50)));
        var far = new float[6];
        task.Predict([9, -9, 0, 0, 0, 0], far);
        Assert.Equal([2f, 0.5f, 1.25f], far[..3]);
    }

    [Fact]
    public void Normals_are_those_of_a_plane()
    {
        const int height = 9, width = 11;
        var (x0, y0, focal) = (5.0, 4.0, 100.0);
        // The plane n·p = d with n towards the camera.
        var (nx, ny, nz, d) = (0.48, -0.36, -0.8, -1.6);
        var depths = new ushort[height * width];
        for (var i = 0; i < depths.Length; i++) depths[i] = (ushort)Math.Round(10_000 * d / (nx * (i % width - x0) / focal + ny * (i / width - y0) / focal + nz));
        var task = new NormalsTask { FocalX = focal, FocalY = focal, Unit = 1e-4, CentreX = x0, CentreY = y0 }.Fit("normals", Labels.Of(ImageCell.Of(new PixelMap(height, width, depths), 16)));
        var target = Encode(task, ImageCell.Of(new PixelMap(height, width, depths), 16));
        for (var i = 0; i < depths.Length; i++)
            foreach (var (part, expected) in new[] { nx, ny, nz }.Index()) Assert.Equal(expected, target[part * depths.Length + i], 0.01); // depths in steps of 0.1 mm
        Assert.Equal(new TargetMaps(height, width, AreDirections: true), task.Geometry);
    }

    [Fact]
    public void Directions_are_predicted_at_any_length()
    {
        var task = new NormalsTask { FocalX = 3, FocalY = 3, Reach = 1 }.Fit("normals", Labels.Of(Depth(1000, 1000, 1000, 1000, 1000, 1000)));
        var prediction = new float[18];
        task.Predict([3, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], prediction);
        Assert.Equal((0.6f, 0.8f, -1f), (prediction[0], prediction[6], prediction[17]));
        var target = Encode(task, Depth(1000, 1000, 1000, 1000, 1000, 1000));
        Assert.Equal(-1, target[13], 1e-6); // flat before the camera
        var counts = (new float[task.MeasureWidths.Prediction], new float[1]);
        task.Measure(target, target, counts.Item1, counts.Item2);
        var metrics = task.CreateMetrics();
        metrics.Add(counts.Item1, counts.Item2);
        Assert.Equal(1, metrics[0].Value);
        Assert.Equal(0, metrics[1].Value, 1e-3);
    }

    [Fact]
    public void A_picture_has_a_colour_for_every_pixel()
    {
        var task = (PixelTask)new SegmentationTask().Fit("seg", Labels.Of(MaskCells));
        using var picture = SkiaSharp.SKBitmap.Decode(Convert.FromBase64String(task.Picture([0, 0, 1, 2, float.NaN, 1])["data:image/png;base64,".Length..]));
        Assert.Equal((3, 2), (picture.Width, picture.Height));
        Assert.Equal(picture.GetPixel(0, 0), picture.GetPixel(1, 0));
        Assert.Equal(picture.GetPixel(2, 0), picture.GetPixel(2, 1));
        Assert.Equal(4, new[] { picture.GetPixel(0, 0), picture.GetPixel(2, 0), picture.GetPixel(0, 1), picture.GetPixel(1, 1) }.Distinct().Count());
    }

    private static string Mask(params ushort[] numbers) => ImageCell.Of(new PixelMap(2, 3, numbers), 8);

    private static string Depth(params ushort[] numbers) => ImageCell.Of(new PixelMap(2, 3, numbers), 16);

    private static float[] Encode(PredictionTask task, string label)
    {
        var target = new float[task.TargetWidth];
        task.Encode(label, Labels.Somewhere, target);
        return target;
    }
}
