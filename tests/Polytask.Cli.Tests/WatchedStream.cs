using System.Text;

namespace Polytask.Cli.Tests;

/// <summary>Does something when a text is written to it.</summary>
internal sealed class WatchedStream(string text, Action then) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        base.Write(buffer, offset, count);
        if (Encoding.UTF8.GetString(ToArray()).Contains(text, StringComparison.Ordinal)) then();
    }
}
