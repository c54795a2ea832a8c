using Polytask.Balancing;
using Polytask.Data;
using Polytask.Features;
using Polytask.Models;
using Polytask.Native;
using Polytask.Numerics;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Training;
using Polytask.Vision.Features;
using Polytask.Vision.Images;
using SkiaSharp;

namespace Polytask.Bench;

/// <summary>Whether images are decoded and varied as fast as a step trains on them.</summary>
internal static class DecodingTable
{
    private const int Rows = 64, Batches = 4, Classes = 10;

    public static void Write(string page)
    {
        LibTorch.Init();
        string[][] rows =
        [
            Measure("JPEG, colours, 160 × 120", 160, 120, SKEncodedImageFormat.Jpeg, SKColorType.Rgba8888),
            Measure("PNG, grey, 28 × 28", 28, 28, SKEncodedImageFormat.Png, SKColorType.Gray8),
        ];
        Page.Write(page,
            $"""
            # Decoding

            Images a second of one core, by medians of {Turns.Rounds} rounds. *Decoded*: the file read and its image unpacked, once in a run. *Varied*: shifted, mirrored, turned, brighter or darker, in every epoch. *Trained*: a step of
            convolutions of 5 × 5 to 16 and 32 channels with pooling, the mean of each map, one head of {Classes} classes, {Rows} rows, Adam, in which they are varied too. The last column is how often an image is decoded and varied while one is trained on.

            {Page.Table(["images", "decoded", "varied", "trained", "decoded and varied of trained"], rows)}
            Made by `dotnet run -c Release --project bench/Polytask.Bench -- decoding bench/results/decoding.md`.
            """);
    }

    private static string[] Measure(string name, int width, int height, SKEncodedImageFormat format, SKColorType colours)
    {
        var folder = Directory.CreateTempSubdirectory("polytask-decoding-").FullName;
        var random = new RandomStream(1, name);
        var table = new Table("images", ["image", "class"], [.. Enumerable.Range(0, Rows * Batches).Select(i =>
        {
            File.WriteAllBytes(Path.Combine(folder, $"{i}"), Draw(random, width, height, format, colours));
            return new Row([$"{i}", $"{i % Classes}"], new Place("images", i + 1) { Root = folder });
        })]);
        var options = new ImageEncoderOptions { Channels = colours == SKColorType.Gray8 ? ImageChannels.Grey : ImageChannels.Rgb, Shift = 4, Flip = true, Rotation = 10, Brightness = 0.2 };
        var prepared = PreparedData.Fit(
            new DataSet([table]), new HashedSplit(), new Dictionary<string, EncoderOptions> { ["image"] = options }, new Dictionary<string, TaskOptions> { ["class"] = new ClassificationTask() }, CancellationToken.None);
        var (encoder, column) = (prepared.Encoders[0], (NumberColumn)prepared.Rows.Inputs[0]);
        var numbers = new float[column.Width];
        var step = Step(prepared);
        double[] times = [.. Turns.Measure(
            [
                batch => encoder.Encode(Rows, row => $"{batch * Rows + row}", row => table.Rows[batch * Rows + row].Place),
                batch =>
                {
                    for (var row = batch * Rows; row < (batch + 1) * Rows; row++) column.CopyTo(row, numbers, random);
                },
                step,
            ], Batches).Select(timing => timing.Microseconds)];
        Directory.Delete(folder, recursive: true);
        return [name, .. times.Select(time => Page.Number(Rows / time * 1e6, "#,##0")), Page.Number(times[2] / (times[0] + times[1]), "0.0")];
    }

    private static Action<int> Step(PreparedData prepared)
    {
        var setup = new TrainingSetup
        {
            Seed = 1,
            Data = prepared.Rows,
            Split = prepared.Split,
            Inputs = [prepared.Encoders[0].Shape],
            Tasks = prepared.Tasks,
            Sharing = new HardSharing
            {
                Trunk = [new ConvolutionStage { Channels = 16, Kernel = 5 }, new MaxPoolStage(), new ConvolutionStage { Channels = 32, Kernel = 5 }, new MaxPoolStage(), new GlobalPoolStage()],
            },
            Balancing = new Equal(),
            Optimisers = new Optimisers(new Adam(), new Adam(), new Adam()),
            Schedule = new ConstantSchedule(),
            Regime = new JointRegime(),
        };
        var model = setup.CreateModel();
        var runner = new StepRunner(setup, model, new ModelOptimiser(model.Parameters, setup.Optimisers), null, new TaskBalance(setup, model));
        StepBatch[] batches = [.. Enumerable.Range(0, Batches).Select(b => new StepBatch(Enumerable.Range(b * Rows, Rows).ToArray(), [true]))];
        long step = 0;
        return batch => runner.Run([batches[batch]], trainsTrunk: true, rate: 1, step++);
    }

    /// <summary>A file of discs on a ground that becomes brighter, with some noise, as a camera would have it.</summary>
    private static byte[] Draw(RandomStream random, int width, int height, SKEncodedImageFormat format, SKColorType colours)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var discs = Enumerable.Range(0, 6).Select(_ => (X: random.NextInt(width), Y: random.NextInt(height), Radius: 1 + random.NextInt(height / 3), Colour: (uint)random.NextUInt64())).ToArray();
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var colour = discs.FirstOrDefault(disc => (x - disc.X) * (x - disc.X) + (y - disc.Y) * (y - disc.Y) < disc.Radius * disc.Radius).Colour;
                byte Part(int shift) => (byte)Math.Clamp((colour >> shift & 255) * 0.7 + 70 * y / height + 4 * random.NextNormal(), 0, 255);
                bitmap.SetPixel(x, y, new SKColor(Part(0), Part(8), Part(16)));
            }
        using var converted = bitmap.Copy(colours);
        using var file = converted.Encode(format, 85);
        return file.ToArray();
    }
}
