using System.Globalization;

namespace Polytask.Runs;

/// <summary>What a file is, and in which version, as its metadata say.</summary>
internal sealed record FileFormat(string Name, int Version)
{
    private const string NameKey = "polytask.format";
    private const string VersionKey = "polytask.version";

    public void AddTo(IDictionary<string, string> metadata)
    {
        metadata[NameKey] = Name;
        metadata[VersionKey] = Version.ToString(CultureInfo.InvariantCulture);
    }

    /// <exception cref="CheckpointException">The file is something else, of another version, or lacks the digest that protects it.</exception>
    public void Require(IReadOnlyDictionary<string, string> metadata, string path)
    {
        var found = metadata.GetValueOrDefault(NameKey);
        if (found != Name || !metadata.ContainsKey(SafeTensors.DigestKey))
            throw new CheckpointException($"{path}  expected a file of the format {Name}, found {found ?? "a file that Polytask did not write"}. Check the path.");
        var version = metadata.GetValueOrDefault(VersionKey);
        if (version != Version.ToString(CultureInfo.InvariantCulture))
            throw new CheckpointException($"{path}  expected {Name} version {Version}, found {version ?? "none"}. Use the version of Polytask that wrote it, or train again.");
    }
}
