using System.Diagnostics;
using System.Text;
using Polytask.Balancing;
using Polytask.Native;

namespace Polytask.Bench;

/// <summary>Test figures of the run files of <c>bench/vision</c> with three seeds, and what a step of <see cref="ImageProblem"/> costs.</summary>
internal static class VisionTable
{
    private static readonly long[] Seeds = [1, 2, 3];

    // Shown beside the first metric of their task: what is usual in print.
    private static readonly string[] Errors = ["pixel_accuracy", "abs_rel", "mean_angle"];

    public static void Write(string data, string page)
    {
        LibTorch.Init();
        var text = new StringBuilder()
            .AppendLine("# Images").AppendLine()
            .AppendLine("Test figures of the run files in [bench/vision](../vision), mean of seeds 1, 2 and 3 (each in brackets), and the time of one training with all that belongs to it, one thread, the median.").AppendLine()
            .Append(Results(data)).AppendLine()
            .AppendLine("MultiMNIST: 20,000 pairs to learn from (a tenth of them chooses the epoch), 10,000 other ones to test on; the protocol of Sener and Koltun, 2018. Faces: every task on the test lists that come with its data; an image that one list has for training and another for testing shows in training the labels of the first alone. Street scenes: the parts that come with CamVid. Kitchen: of the 700 frames of one walk, the last fifth is held out and the tenth before it chooses the epoch; depth in metres up to 6, mean angle in degrees.").AppendLine()
            .AppendLine("A training step: grey images of 28 × 28, convolutions of 5 × 5 to 16 and 32 channels with pooling, a dense layer of 128, heads of 10 classes, 64 rows, Adam, one thread. Steps take turns; figures are medians of processor time of 7 rounds of 10 steps. *Plain* is the model in TorchSharp with autograd and optim.Adam.").AppendLine()
            .Append(Steps());
        Page.Write(page, text.ToString().TrimEnd());
    }

    private static string Results(string data)
    {
        (string File, string[] Paths)[] runs =
        [
            ("multi_mnist", [$"data.train.path={Path.GetFullPath(Path.Combine(data, "mnist"))}", $"data.test.path={Path.GetFullPath(Path.Combine(data, "mnist"))}"]),
            ("cmu_faces", [$"data.faces.path={Path.GetFullPath(Path.Combine(data, "cmu_faces_32x30", "cmu_faces_txt.zip"))}"]),
            ("camvid", [$"data.camvid.path={Path.GetFullPath(Path.Combine(data, "camvid", "camvid_160x120_derived.zip"))}"]),
            ("redkitchen", [$"data.frames.path={Path.GetFullPath(Path.Combine(data, "redkitchen_rgbd", "redkitchen_000-699_160x120.zip"))}"]),
        ];
        var rows = new List<string[]>();
        foreach (var (file, paths) in runs)
        {
            var (figures, seconds) = (new OrderedDictionary<(string Task, string Metric), List<double>>(), new List<double>());
            foreach (var seed in Seeds)
            {
                var folder = Directory.CreateTempSubdirectory("polytask-vision-").FullName;
                var watch = Stopwatch.StartNew();
                var result = Experiment.FromFile($"bench/vision/{file}.yaml", [.. paths, $"seed={seed}"]).Train(new RunOptions { Directory = Path.Combine(folder, "run") });
                seconds.Add(watch.Elapsed.TotalSeconds);
                Directory.Delete(folder, recursive: true);
                foreach (var task in result.Test)
                    foreach (var metric in task.Metrics.Where((metric, i) => i == 0 || Errors.Contains(metric.Name)))
                    {
                        if (!figures.TryGetValue((task.Task, metric.Name), out var list)) figures[(task.Task, metric.Name)] = list = [];
                        list.Add(metric.Value);
                    }
            }
            rows.AddRange(figures.Select(figure => new[]
            {
                $"[{file}](../vision/{file}.yaml)", figure.Key.Task, figure.Key.Metric, $"{Page.Number(figure.Value.Average(), "0.000")} ({string.Join(", ", figure.Value.Select(value => Page.Number(value, "0.000")))})", $"{Page.Number(seconds.Order().ElementAt(1), "0")} s",
            }));
        }
        return Page.Table(["run", "task", "metric", "figure", "time"], rows);
    }

    private static string Steps()
    {
        var rows = new List<string[]>();
        foreach (var tasks in new[] { 2, 8 })
        {
            var problem = new ImageProblem(tasks);
            var times = Turns.Microseconds([problem.Plain(), problem.Ours(new Equal()), problem.Ours(new UPGrad())], ImageProblem.Batches);
            rows.Add([$"{tasks}", .. times.Select(time => $"{Page.Number(time / 1000, "0.0")} ms"), Page.Number(times[1] / times[0], "0.00"), Page.Number(times[2] / times[1], "0.00")]);
        }
        return Page.Table(["tasks", "plain", "equal weights", "upgrad", "equal of plain", "upgrad of equal"], rows);
    }
}
