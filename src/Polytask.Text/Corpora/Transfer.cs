using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Polytask.Text.Corpora;

/// <summary>One request for the bytes of a file that are not yet on disk.</summary>
internal sealed class Transfer : IDisposable
{
    private readonly DownloadOptions _options;
    private readonly Uri _url;
    private readonly long _size;
    private readonly FileStream _part;
    private readonly HttpClient _client;

    /// <summary>Opens the file that bytes are appended to.</summary>
    public Transfer(DownloadOptions options, Uri url, long size, string part)
    {
        (_options, _url, _size) = (options, url, size);
        _part = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        // Silence is timed below, on the clock of the options.
        _client = new HttpClient(options.Handler ?? new SocketsHttpHandler(), disposeHandler: options.Handler is null) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("polytask", null));
    }

    /// <summary>Fetches the rest of the file; <c>null</c> when all its bytes are on disk.</summary>
    public async Task<TransferFailure?> RunAsync(Action<long> received, CancellationToken cancellation)
    {
        using var idle = new CancellationTokenSource(_options.IdleTimeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellation);
        try
        {
            using var response = await RequestAsync(either.Token).ConfigureAwait(false);
            if (Reject(response) is { } rejection) return rejection;
            var failure = await ReceiveAsync(response, idle, received, either.Token).ConfigureAwait(false);
            _part.Flush(flushToDisk: true);
            return failure;
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            return new TransferFailure(Text($"the server sent nothing for {_options.IdleTimeout.TotalSeconds:0.##} seconds"), IsTransient: true, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Broken(e);
        }
    }

    /// <summary>Closes the connection and the file, which goes where nothing has come in.</summary>
    public void Dispose()
    {
        _client.Dispose();
        var isEmpty = _part.Length == 0;
        _part.Dispose();
        if (isEmpty) File.Delete(_part.Name);
    }

    private async Task<HttpResponseMessage> RequestAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _url);
        if (_part.Length > 0) request.Headers.Range = new RangeHeaderValue(_part.Length, null);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
    }

    /// <summary>Decides whether the body is to be read, and puts the file's end where the body begins.</summary>
    private TransferFailure? Reject(HttpResponseMessage response)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange is { } range && range.From == _part.Length && (range.Length ?? _size) == _size:
                _part.Seek(0, SeekOrigin.End);
                return null;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                Restart();
                return new TransferFailure("the server did not send the rest of the file that it was asked for", IsTransient: true);
            case HttpStatusCode.OK when (response.Content.Headers.ContentLength ?? _size) == _size:
                Restart();
                return null;
            case HttpStatusCode.OK:
                return new TransferFailure(Text($"expected a file of {_size:N0} bytes, found one of {response.Content.Headers.ContentLength:N0}"), IsTransient: false);
            default:
                var code = (int)response.StatusCode;
                return new TransferFailure(Text($"expected the file, found HTTP status {code} {response.ReasonPhrase}"), IsTransient: code is 408 or 429 or >= 500);
        }
    }

    private async Task<TransferFailure?> ReceiveAsync(HttpResponseMessage response, CancellationTokenSource idle, Action<long> received, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = new byte[1 << 16];
        while (true)
        {
            received(_part.Length);
            idle.CancelAfter(_options.IdleTimeout);
            var count = await body.ReadAsync(buffer, cancellation).ConfigureAwait(false);
            if (_part.Length + count > _size)
            {
                Restart();
                return new TransferFailure(Text($"expected {_size:N0} bytes, found more"), IsTransient: false);
            }
            if (count == 0) return _part.Length == _size ? null : Truncated(null);
            Append(buffer.AsSpan(0, count));
        }
    }

    private void Restart()
    {
        if (_part.Length > 0) _part.SetLength(0);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _part.Write(bytes);
        }
        catch (IOException e)
        {
            throw CorpusCache.NotWritable(_part.Name, e);
        }
    }

    private TransferFailure Broken(Exception e) => e is HttpRequestException { HttpRequestError: not HttpRequestError.ResponseEnded }
        ? new TransferFailure($"the server cannot be reached: {e.Message.TrimEnd('.')}", IsTransient: true, e)
        : Truncated(e);

    private TransferFailure Truncated(Exception? cause) =>
        new(Text($"expected {_size:N0} bytes, but the connection ended after {_part.Length:N0}"), IsTransient: true, cause);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
