using System.Security.Cryptography;
using System.Text;
using Polytask.Configuration;
using Polytask.Data;

namespace Polytask.Comparison;

/// <summary>One run of a comparison.</summary>
/// <param name="Contender">The model that it is a run of.</param>
/// <param name="Task">The one task that it trains; <c>null</c> where it trains all.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="File">Its run file.</param>
public sealed record PlannedRun(string Contender, string? Task, long Seed, RunFile File)
{
    private static readonly string Version = typeof(PlannedRun).Assembly.GetName().Version!.ToString();

    /// <summary>What it is called on a screen.</summary>
    public string Title => $"{Contender}{(Task is null ? "" : $": {Task}")}, seed {Seed}";

    /// <summary>A digest of all that decides what comes out: the data, the model it begins from, the options, the seed and the version of the program; names and paths do not count.</summary>
    /// <param name="fingerprint">The digest of the data.</param>
    /// <param name="start">The digest of the model that it begins from; <c>null</c> where there is none.</param>
    public string Key(string fingerprint, string? start)
    {
        var options = RunFileWriter.Write(File with { Name = "run", Data = new Dictionary<string, SourceOptions>(), Start = start });
        var all = $"{Version}\n{fingerprint}\n{string.Join('\n', File.Data.Keys)}\n{options}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..24];
    }
}
