using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Polytask.Native;

namespace Polytask.Tests.Native;

public sealed class ElfVersionNeedsTests
{
    private const int FlagsOfOld = 0x84, FlagsOfNew = 0x94;

    [Fact]
    public void A_need_is_found_by_its_whole_name()
    {
        var file = SmallLibrary();
        Assert.True(new ElfVersionNeeds(file, "NEW_2").Any);
        Assert.False(new ElfVersionNeeds(file, "NEW_").Any);
        Assert.False(new ElfVersionNeeds(file, "NEW_23").Any);
    }

    [Fact]
    public void Relaxing_sets_the_weak_bit_of_that_version_and_changes_nothing_else()
    {
        var (before, after) = (SmallLibrary(), SmallLibrary());
        var needs = new ElfVersionNeeds(after, "NEW_2");
        Assert.False(needs.AllWeak);
        needs.Relax();
        Assert.True(needs.AllWeak);
        Assert.Equal([FlagsOfNew], Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]));
        Assert.True(new ElfVersionNeeds(after, "NEW_2").AllWeak);
        Assert.Equal(0, after[FlagsOfOld]);
    }

    [Fact]
    public void Random_bytes_are_refused_and_nothing_else_happens() =>
        Gen.Byte.Array[0, 400].ForAll(bytes => Assert.Throws<InvalidDataException>(() => new ElfVersionNeeds(bytes, "NEW_2")), iter: 1000);

    [Fact]
    public void A_library_with_random_damage_is_read_or_refused() =>
        Gen.Select(Gen.Int[0, 0x9f], Gen.Byte, Gen.Int[0, 0x9f], Gen.Byte, Gen.Int[0x40, 0xc0]).ForAll(damage =>
        {
            var (i, x, j, y, length) = damage;
            var file = SmallLibrary();
            (file[i], file[j]) = (x, y);
            try
            {
                _ = new ElfVersionNeeds(file[..length], "NEW_2").AllWeak;
            }
            catch (InvalidDataException)
            {
            }
        }, iter: 20_000);

    [Fact]
    public void Needs_that_do_not_advance_are_refused()
    {
        var file = SmallLibrary();
        file[0x8c] = 0;
        Assert.Throws<InvalidDataException>(() => new ElfVersionNeeds(file, "NEW_2"));
    }

    // Header, one section table of two entries at 0x100 (names, needs), needs at 0x70: one library, versions OLD_1 and NEW_2.
    private static byte[] SmallLibrary()
    {
        var file = new byte[0x180];
        "\u007fELF"u8.CopyTo(file);
        (file[4], file[5]) = (2, 1);
        Put(0x28, 0x100);
        Put(0x3a, 64);
        Put(0x3c, 2);
        Encoding.ASCII.GetBytes("\0lib.so\0OLD_1\0NEW_2\0").CopyTo(file, 0xa8);
        Put(0x100 + 24, 0xa8);
        Put(0x140 + 4, 0x6ffffffe);
        Put(0x140 + 24, 0x70);
        Put(0x70 + 2, 2);
        Put(0x70 + 8, 16);
        Put(0x80 + 8, 8);
        Put(0x80 + 12, 16);
        Put(0x90 + 8, 14);
        return file;

        void Put(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
    }
}
