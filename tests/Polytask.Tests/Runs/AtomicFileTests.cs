using Polytask.Runs;

namespace Polytask.Tests.Runs;

public sealed class AtomicFileTests : IDisposable
{
    private const int DiskFull = 28;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WritesAndReplaces()
    {
        AtomicFile.WriteText(_folder["a.txt"], "first, and longer");
        AtomicFile.WriteText(_folder["a.txt"], "é");
        Assert.Equal([0xC3, 0xA9], File.ReadAllBytes(_folder["a.txt"]));
        Assert.Equal(["a.txt"], _folder.Names);
    }

    [Theory]
    [InlineData(typeof(CheckpointException))]
    [InlineData(typeof(InvalidOperationException))]
    public void AFailureLeavesTheOldFileAndNothingElse(Type expected)
    {
        AtomicFile.WriteText(_folder["a.txt"], "old");
        Exception failure = expected == typeof(CheckpointException) ? new IOException("No space left on device", DiskFull) : new InvalidOperationException();
        var thrown = Record.Exception(() => AtomicFile.Write(_folder["a.txt"], stream =>
        {
            stream.Write(new byte[100_000]);
            throw failure;
        }));
        Assert.IsType(expected, thrown);
        Assert.Equal("old", File.ReadAllText(_folder["a.txt"]));
        Assert.Equal(["a.txt"], _folder.Names);
    }

    [Fact]
    public void AFullDiskIsSaidWithPathAndCure()
    {
        if (!File.Exists("/dev/full")) Assert.Skip("This system has no /dev/full.");
        File.CreateSymbolicLink(_folder["a.bin.tmp"], "/dev/full");
        var error = Assert.Throws<CheckpointException>(() => AtomicFile.Write(_folder["a.bin"], stream => stream.Write(new byte[1_000_000])));
        Assert.Equal($"{_folder["a.bin"]}  cannot be written: the disk is full. Free some space, or choose another place.", error.Message);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void AMissingFolderIsSaid()
    {
        var error = Assert.Throws<CheckpointException>(() => AtomicFile.WriteText(_folder["missing/a.txt"], ""));
        Assert.Equal($"{_folder["missing/a.txt"]}  cannot be written: it does not exist. Check the path.", error.Message);
    }

    [Fact]
    public void AReadOnlyFolderIsSaid()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions.");
            return;
        }
        if (Environment.IsPrivilegedProcess) Assert.Skip("Permissions do not bind this user.");
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var error = Assert.Throws<CheckpointException>(() => AtomicFile.WriteText(_folder["a.txt"], ""));
            Assert.EndsWith("permission is denied. Change the permissions, or choose another place.", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
