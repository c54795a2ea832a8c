using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Polytask.Text.Tests.Corpora;

/// <summary>What a client asked for.</summary>
internal sealed record Request(string Path, long? From);

/// <summary>Answers one request: bytes are written as they are, so that an answer may be as wrong as it likes.</summary>
internal delegate Task Answer(Request request, Stream client, CancellationToken closing);

/// <summary>A real HTTP server on a free port of 127.0.0.1. The n-th connection gets the n-th answer, later ones get the last.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Answer[] _answers;
    private readonly List<Request> _requests = [];
    private readonly Task _serving;

    public LoopbackServer(params Answer[] answers)
    {
        _answers = answers;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public IReadOnlyList<Request> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _serving;
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            for (var i = 0; ; i++)
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_closing.Token), _answers[Math.Min(i, _answers.Length - 1)]));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient connection, Answer answer)
    {
        using (connection)
        {
            try
            {
                var client = connection.GetStream();
                var request = await ReadAsync(client);
                lock (_requests) _requests.Add(request);
                await answer(request, client, _closing.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private async Task<Request> ReadAsync(Stream client)
    {
        using var reader = new StreamReader(client, Encoding.ASCII, leaveOpen: true);
        var path = (await reader.ReadLineAsync(_closing.Token) ?? throw new IOException()).Split(' ')[1];
        long? from = null;
        const string range = "Range: bytes=";
        while (await reader.ReadLineAsync(_closing.Token) is { Length: > 0 } header)
            if (header.StartsWith(range, StringComparison.OrdinalIgnoreCase))
                from = long.Parse(header[range.Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        return new Request(path, from);
    }
}
