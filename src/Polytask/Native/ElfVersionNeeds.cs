using System;
using System.Collections.Generic;
using System.IO;

namespace Polytask.Native;

/// <summary>
/// The versions that a shared library needs of the libraries it is linked to (section <c>.gnu.version_r</c> of a 64-bit
/// little-endian ELF file). A need that is made weak no longer keeps the library from loading where the version is absent.
/// The build compiles this file, too: it keeps to netstandard2.0.
/// </summary>
internal sealed class ElfVersionNeeds
{
    private const uint VersionNeedSection = 0x6ffffffe;
    private const byte Weak = 2;
    private const int EntrySize = 16;

    private readonly byte[] _file;
    private readonly List<long> _flags = new();

    /// <summary>Finds every need of one version, such as <c>GLIBCXX_3.4.32</c>.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a file, or it is damaged.</exception>
    public ElfVersionNeeds(byte[] file, string version)
    {
        _file = file;
        if (file.Length < 64 || Read(0, 4) != 0x464c457f || Read(4, 2) != 0x0102)
            throw new InvalidDataException("Not a 64-bit little-endian ELF file.");
        var sections = Read(0x28, 8);
        var size = Read(0x3a, 2);
        for (var i = 0L; i < Read(0x3c, 2); i++)
        {
            var section = sections + i * size;
            if (Read(section + 4, 4) != VersionNeedSection) continue;
            var names = Read(sections + Read(section + 40, 4) * size + 24, 8);
            FindIn(Read(section + 24, 8), names, version);
        }
    }

    /// <summary>Whether the file needs the version at all.</summary>
    public bool Any => _flags.Count > 0;

    /// <summary>Whether the file loads without the version: every need of it is weak.</summary>
    public bool AllWeak => _flags.TrueForAll(flags => (_file[flags] & Weak) != 0);

    /// <summary>Makes every need of the version weak, in the bytes given.</summary>
    public void Relax()
    {
        foreach (var flags in _flags) _file[flags] |= Weak;
    }

    private void FindIn(long library, long names, string version)
    {
        for (long next = 1; next != 0; library += next)
        {
            var count = Read(library + 2, 2);
            for (var need = library + Read(library + 8, 4); count > 0; count--)
            {
                if (Matches(names + Read(need + 8, 4), version)) _flags.Add(need + 4);
                need += Step(Read(need + 12, 4), last: count == 1);
            }
            next = Read(library + 12, 4);
            Step(next, last: next == 0);
        }
    }

    // Entries follow each other upwards; anything else would not end.
    private static long Step(long next, bool last) =>
        last || next >= EntrySize ? next : throw new InvalidDataException("The ELF file is damaged: its version needs overlap.");

    private bool Matches(long at, string name)
    {
        for (var i = 0; i < name.Length; i++)
            if (Read(at + i, 1) != name[i]) return false;
        return Read(at + name.Length, 1) == 0;
    }

    private long Read(long at, int bytes)
    {
        if (at < 0 || at > _file.Length - bytes)
            throw new InvalidDataException($"The ELF file is damaged: it refers to byte {at} of {_file.Length}.");
        long value = 0;
        for (var i = bytes - 1; i >= 0; i--) value = value << 8 | _file[at + i];
        return value;
    }
}
