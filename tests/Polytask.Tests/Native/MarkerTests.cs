using System.Runtime.InteropServices;
using System.Text;
using Polytask.Native;

namespace Polytask.Tests.Native;

/// <summary>
/// Relaxing a need is safe only where nothing of that version is ever called. Read from the library itself: its one symbol of the
/// version is the marker, and no relocation refers to it.
/// </summary>
public sealed class MarkerTests
{
    private const uint DynamicSymbols = 11, Relocations = 4, SymbolVersions = 0x6fffffff, VersionNeeds = 0x6ffffffe;

    private readonly byte[] _file;

    public MarkerTests()
    {
        LibTorch.Init();
        var library = NativeFiles.Find("LibTorchSharp");
        if (library is null || !OperatingSystem.IsLinux()) Assert.Skip("The library is that of Linux.");
        _file = File.ReadAllBytes(library);
    }

    [Fact]
    public void Nothing_but_the_marker_needs_the_version()
    {
        var version = VersionIndex(TorchSharpLibrary.MarkerVersion);
        var symbols = SymbolsOf(version);
        Assert.Equal(["_ZSt21ios_base_library_initv"], symbols.Select(SymbolName));
        Assert.DoesNotContain(Sections(Relocations).SelectMany(Relocated), symbols.Contains);
    }

    [Fact]
    public void Other_versions_have_symbols_that_are_relocated()
    {
        var symbols = SymbolsOf(VersionIndex("GLIBCXX_3.4.21"));
        Assert.NotEmpty(symbols);
        Assert.Contains(Sections(Relocations).SelectMany(Relocated), symbols.Contains);
    }

    private List<int> SymbolsOf(int version)
    {
        var (at, size, _) = Sections(SymbolVersions).Single();
        var versions = MemoryMarshal.Cast<byte, ushort>(_file.AsSpan(at, size)).ToArray();
        return [.. Enumerable.Range(0, versions.Length).Where(symbol => (versions[symbol] & 0x7fff) == version)];
    }

    private string SymbolName(int symbol)
    {
        var (at, _, names) = Sections(DynamicSymbols).Single();
        return Text(Start(names) + Int(at + 24 * symbol));
    }

    private IEnumerable<int> Relocated((int At, int Size, int Link) section) =>
        Enumerable.Range(0, section.Size / 24).Select(i => Int(section.At + 24 * i + 12));

    private int VersionIndex(string version)
    {
        var (library, _, names) = Sections(VersionNeeds).Single();
        for (; ; library += Int(library + 12))
        {
            var need = library + Int(library + 8);
            for (var count = Short(library + 2); count > 0; count--, need += Int(need + 12))
                if (Text(Start(names) + Int(need + 8)) == version) return Short(need + 6);
            Assert.NotEqual(0, Int(library + 12));
        }
    }

    private IEnumerable<(int At, int Size, int Link)> Sections(uint type) =>
        from header in Enumerable.Range(0, Short(0x3c)).Select(i => Int(0x28) + 64 * i)
        where (uint)Int(header + 4) == type
        select (Int(header + 24), Int(header + 32), Int(header + 40));

    private int Start(int section) => Int(Int(0x28) + 64 * section + 24);

    private string Text(int at) => Encoding.ASCII.GetString(_file, at, Array.IndexOf(_file, (byte)0, at) - at);

    private int Int(int at) => BitConverter.ToInt32(_file, at);

    private int Short(int at) => BitConverter.ToUInt16(_file, at);
}
