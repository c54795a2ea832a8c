using System.Text;

namespace Polytask.Text.Tests.Corpora;

/// <summary>What servers do, well and badly.</summary>
internal static class Answers
{
    /// <summary>Sends a file, or the rest of it.</summary>
    public static Answer File(byte[] file) => Truncated(file, file.Length);

    /// <summary>Sends the whole file, whatever was asked for.</summary>
    public static Answer WithoutRanges(byte[] file) => (_, client, _) => SendAsync(client, $"200 OK\r\nContent-Length: {file.Length}", file);

    /// <summary>Sends the whole file without saying how long it is.</summary>
    public static Answer WithoutLength(byte[] file) => (_, client, _) => SendAsync(client, "200 OK", file);

    /// <summary>Says that it sends the rest of the file, but sends another part.</summary>
    public static Answer WrongRange(byte[] file) => (_, client, _) =>
        SendAsync(client, $"206 Partial Content\r\nContent-Range: bytes 1-{file.Length - 1}/{file.Length}\r\nContent-Length: {file.Length - 1}", file.AsMemory(1));

    /// <summary>Promises the file, or the rest of it, and hangs up when it has sent the bytes up to <paramref name="end"/>.</summary>
    public static Answer Truncated(byte[] file, int end) => (request, client, _) =>
    {
        var from = (int)(request.From ?? 0);
        var head = request.From is null ? "200 OK" : $"206 Partial Content\r\nContent-Range: bytes {from}-{file.Length - 1}/{file.Length}";
        return SendAsync(client, $"{head}\r\nContent-Length: {file.Length - from}", file.AsMemory(from..end));
    };

    /// <summary>Promises the file, or the rest of it, and falls silent when it has sent the bytes up to <paramref name="end"/>.</summary>
    public static Answer Stalled(byte[] file, int end) => async (request, client, closing) =>
    {
        await Truncated(file, end)(request, client, closing);
        await Task.Delay(Timeout.Infinite, closing);
    };

    /// <summary>Answers with a status and no file.</summary>
    public static Answer Status(string status) => (_, client, _) => SendAsync(client, $"{status}\r\nContent-Length: 0", default);

    /// <summary>Waits before it answers.</summary>
    public static Answer After(Task signal, Answer answer) => async (request, client, closing) =>
    {
        await signal.WaitAsync(closing);
        await answer(request, client, closing);
    };

    private static async Task SendAsync(Stream client, string head, ReadOnlyMemory<byte> body)
    {
        await client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nConnection: close\r\n\r\n"));
        await client.WriteAsync(body);
        await client.FlushAsync();
    }
}
