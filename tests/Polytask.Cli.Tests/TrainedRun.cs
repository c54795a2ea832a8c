namespace Polytask.Cli.Tests;

/// <summary>A finished run for the tests of a class to use; none of them changes it.</summary>
public sealed class TrainedRun : IDisposable
{
    public TrainedRun() => Place.Train().Succeeds();

    internal Workplace Place { get; } = new();

    /// <summary>The run directory.</summary>
    internal string Run => Place.Run;

    public void Dispose() => Place.Dispose();
}
