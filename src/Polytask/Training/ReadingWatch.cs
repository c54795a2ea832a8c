using System.Diagnostics;
using Polytask.Data;
using Polytask.Runs;

namespace Polytask.Training;

/// <summary>Watches over the rows of a data set while they are prepared, which takes long where they are images: says now and then how far it is, and stops when it is cancelled.</summary>
internal sealed class ReadingWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.1);
    private readonly DataSet _data;
    private readonly Action<RowRead>? _show;
    private readonly CancellationToken _cancellation;
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Watches until it is disposed of.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="show">Is told how far it is, ten times a second at most.</param>
    /// <param name="cancellation">Stops before the next row.</param>
    public ReadingWatch(DataSet data, Action<RowRead>? show, CancellationToken cancellation)
    {
        (_data, _show, _cancellation) = (data, show, cancellation);
        data.OnRead = Read;
    }

    /// <inheritdoc/>
    public void Dispose() => _data.OnRead = null;

    private void Read(string column, int row)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_show is null || Stopwatch.GetElapsedTime(_last) < Interval) return;
        _last = Stopwatch.GetTimestamp();
        _show(new RowRead(column, row + 1, _data.Count));
    }
}
