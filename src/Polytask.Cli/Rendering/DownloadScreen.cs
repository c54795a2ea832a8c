using Polytask.Text.Corpora;
using Spectre.Console;

namespace Polytask.Cli.Rendering;

/// <summary>Shows how far a download is: bars on a terminal, a line for each change of state elsewhere.</summary>
internal abstract class DownloadScreen
{
    public static DownloadScreen For(Terminal terminal) => terminal.ErrorIsTerminal ? new Bars(terminal.Messages) : new Lines(terminal.Error);

    /// <summary>Does the work and shows its progress.</summary>
    public abstract Task<T> WatchAsync<T>(Func<IProgress<DownloadProgress>, Task<T>> work);

    private static string Describe(DownloadProgress progress) => $"{progress.File}: {progress.State.ToString().ToLowerInvariant()}";

    private sealed class Lines(TextWriter writer) : DownloadScreen, IProgress<DownloadProgress>
    {
        private (string File, DownloadState State)? _last;

        public override Task<T> WatchAsync<T>(Func<IProgress<DownloadProgress>, Task<T>> work) => work(this);

        public void Report(DownloadProgress value)
        {
            if (_last == (value.File, value.State)) return;
            _last = (value.File, value.State);
            writer.WriteLine(value.Size > 0 ? $"{Describe(value)} {Figures.Bytes(value.Size)}" : Describe(value));
        }
    }

    private sealed class Bars(IAnsiConsole console) : DownloadScreen, IProgress<DownloadProgress>
    {
        private readonly Dictionary<string, ProgressTask> _bars = [];
        private ProgressContext? _context;

        public override Task<T> WatchAsync<T>(Func<IProgress<DownloadProgress>, Task<T>> work) => console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                _context = context;
                return work(this);
            });

        public void Report(DownloadProgress value)
        {
            if (!_bars.TryGetValue(value.File, out var bar)) _bars[value.File] = bar = _context!.AddTask(value.File);
            bar.Description = Markup.Escape(Describe(value));
            (bar.MaxValue, bar.Value) = (Math.Max(value.Size, 1), value.Received);
        }
    }
}
