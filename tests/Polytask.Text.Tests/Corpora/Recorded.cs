using Polytask.Text.Corpora;

namespace Polytask.Text.Tests.Corpora;

/// <summary>Keeps every report of a download, and calls back at once.</summary>
internal sealed class Recorded(Action<DownloadProgress>? seen = null) : IProgress<DownloadProgress>
{
    private readonly List<DownloadProgress> _reports = [];

    public IEnumerable<DownloadState> States => _reports.Select(report => report.State);

    public void Report(DownloadProgress value)
    {
        _reports.Add(value);
        seen?.Invoke(value);
    }
}
