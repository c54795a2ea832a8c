namespace Polytask.Text.Corpora;

/// <summary>How packages are fetched.</summary>
public sealed record DownloadOptions
{
    /// <summary>Where packages are fetched from instead of their own repository: the address of a mirror, ending in a slash.</summary>
    public Uri? Mirror { get; init; }

    /// <summary>How often a file is tried before giving up.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>The pause after the first failure; it doubles after every further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long the server may send nothing before the attempt has failed.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of pauses and timeouts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How requests are sent: for a proxy of one's own, say. It is not disposed of.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
