using System.Text;
using CsCheck;
using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class InputFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_itself()
    {
        Assert.Equal([("a.csv", "a.csv", "x")], Contents(_folder.Write("a.csv", "x")));
    }

    [Fact]
    public void A_gz_is_unpacked()
    {
        Assert.Equal([("a.csv.gz", "a.csv.gz", "x")], Contents(_folder.Write("a.csv.gz", TempFolder.GZip("x"u8.ToArray()))));
    }

    [Fact]
    public void A_folder_is_read_in_ordinal_order_of_names_without_hidden_files()
    {
        _folder.Write("c/pos/b.txt", "2");
        _folder.Write("c/pos/B.txt", "1");
        _folder.Write("c/neg/z.txt.gz", TempFolder.GZip("0"u8.ToArray()));
        _folder.Write("c/.git/z.txt", "hidden");
        Assert.Equal([("neg/z.txt.gz", "c/neg/z.txt.gz", "0"), ("pos/B.txt", "c/pos/B.txt", "1"), ("pos/b.txt", "c/pos/b.txt", "2")],
            Contents(Path.Combine(_folder.Path, "c")));
    }

    [Fact]
    public void A_zip_is_read_like_a_folder()
    {
        var path = _folder.WriteZip("c.zip", ("pos/", ""), ("pos/b.txt", "2"), ("__MACOSX/pos/b.txt", "hidden"), ("./neg\\a.txt", "1"));
        Assert.Equal([("neg/a.txt", "c.zip/neg/a.txt", "1"), ("pos/b.txt", "c.zip/pos/b.txt", "2")], Contents(path));
    }

    [Fact]
    public void A_gz_of_several_members_is_unpacked_to_its_end()
    {
        var text = string.Join('\n', Enumerable.Range(0, 50_000));
        byte[] packed = [.. TempFolder.GZip(Encoding.ASCII.GetBytes(text)), .. TempFolder.GZip([]), .. TempFolder.GZip("end"u8.ToArray())];
        Assert.Equal([("a.gz", "a.gz", text + "end")], Contents(_folder.Write("a.gz", packed)));
    }

    [Fact]
    public void A_gz_inside_a_zip_is_unpacked()
    {
        var inner = Encoding.Latin1.GetString(TempFolder.GZip("x"u8.ToArray()));
        var memory = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(memory, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        using (var stream = archive.CreateEntry("a.gz").Open())
            stream.Write(Encoding.Latin1.GetBytes(inner));
        Assert.Equal([("a.gz", "c.zip/a.gz", "x")], Contents(_folder.Write("c.zip", memory.ToArray())));
    }

    [Theory]
    [InlineData("pos/1.txt", "*.txt", true)]
    [InlineData("reviews/pos/1.txt", "pos/*.txt", true)]
    [InlineData("reviews/pos/1.txt", "pos/*", true)]
    [InlineData("pos/1.txt.gz", "*.txt", true)]
    [InlineData("pos/1.TXT", "*.txt", true)]
    [InlineData("pos/1.txt", "neg/*.txt", false)]
    [InlineData("1.txt", "pos/*.txt", false)]
    [InlineData("pos/a/1.txt", "pos/*.txt", false)]
    public void A_pattern_is_compared_with_the_end_of_the_name(string name, string pattern, bool expected)
    {
        var path = _folder.WriteZip("c.zip", (name, ""));
        if (!expected)
        {
            Assert.Throws<DataException>(() => InputFiles.Open(path, pattern));
            return;
        }
        using var files = InputFiles.Open(path, pattern);
        Assert.Equal(name, Assert.Single(files.Files).Name);
    }

    [Fact]
    public void A_pattern_that_finds_nothing_says_what_is_there()
    {
        var path = _folder.WriteZip("c.zip", ("a.txt", "1"));
        Assert.Contains("'*.csv'; found a.txt", Fails(() => InputFiles.Open(path, "*.csv")));
    }

    [Fact]
    public void A_path_to_nothing_is_an_error() =>
        Assert.Contains("found nothing. Correct the path", Fails(() => InputFiles.Open(Path.Combine(_folder.Path, "absent.csv"))));

    [Theory]
    [InlineData("../a.txt")]
    [InlineData("x/../../a.txt")]
    [InlineData("..\\a.txt")]
    [InlineData("/etc/a.txt")]
    [InlineData("C:\\a.txt")]
    [InlineData("a\u001b[2J.txt")]
    public void An_entry_that_points_outside_the_archive_is_refused(string name)
    {
        var message = Fails(() => InputFiles.Open(_folder.WriteZip("c.zip", (name, "1"))));
        Assert.Contains("outside the archive", message);
        Assert.DoesNotContain('\u001b', message);
    }

    [Fact]
    public void Two_entries_of_one_name_are_refused() =>
        Assert.Contains("'a.txt' twice", Fails(() => InputFiles.Open(_folder.WriteZip("c.zip", ("a.txt", "1"), ("./a.txt", "2")))));

    [Theory]
    [InlineData("bomb.zip")]
    [InlineData("bomb.txt.gz")]
    public void A_bomb_is_stopped(string name)
    {
        var zeros = new string('0', 1_000_000);
        var path = _folder.Write(name, name.EndsWith(".zip") ? TempFolder.Zip(("a.txt", zeros)) : TempFolder.GZip(Encoding.ASCII.GetBytes(zeros)));
        Assert.Contains("unpacks to more than 100,000 bytes", Fails(() => Contents(path, new InputLimits { FreeBytes = 100_000, Ratio = 1 })));
        Assert.Contains("unpacks to more than 5,000 bytes", Fails(() => Contents(path, new InputLimits { TotalBytes = 5_000 })));
        Assert.Contains("unpacks to more than 6,000 bytes", Fails(() => Contents(path, new InputLimits { FileBytes = 6_000 })));
    }

    [Fact]
    public void The_limit_of_an_archive_counts_all_its_entries()
    {
        var path = _folder.WriteZip("c.zip", ("a.txt", new string('a', 600)), ("b.txt", new string('b', 600)));
        Assert.Contains("unpacks to more than 1,000 bytes", Fails(() => Contents(path, new InputLimits { TotalBytes = 1_000 })));
    }

    [Fact]
    public void An_entry_that_is_read_many_times_counts_once()
    {
        using var archive = InputFiles.Open(_folder.WriteZip("c.zip", ("a.txt", new string('a', 600))), limits: new InputLimits { TotalBytes = 1_000 });
        for (var time = 0; time < 4; time++)
        {
            using var text = new StreamReader(archive.Files[0].Open());
            Assert.Equal(600, text.ReadToEnd().Length);
        }
    }

    [Fact]
    public void Too_many_files_are_refused()
    {
        var limits = new InputLimits { Files = 1 };
        Assert.Contains("at most 1 files", Fails(() => InputFiles.Open(_folder.WriteZip("d/c.zip", ("a.txt", "1"), ("b.txt", "2")), limits: limits)));
        _folder.Write("d/other", "");
        Assert.Contains("at most 1 files", Fails(() => InputFiles.Open(Path.Combine(_folder.Path, "d"), limits: limits)));
    }

    [Theory]
    [InlineData("c.zip")]
    [InlineData("c.txt.gz")]
    public void A_truncated_archive_is_an_error(string name)
    {
        var text = string.Join('\n', Enumerable.Range(0, 200));
        var whole = name.EndsWith(".zip") ? TempFolder.Zip(("a.txt", text)) : TempFolder.GZip(Encoding.ASCII.GetBytes(text));
        for (var length = 0; length < whole.Length; length += 3)
            Assert.Contains(name, Fails(() => Contents(_folder.Write(name, whole[..length]))));
    }

    [Fact]
    public void One_changed_byte_of_the_packed_text_is_noticed()
    {
        var whole = TempFolder.Zip(("a.txt", string.Join('\n', Enumerable.Range(0, 200))));
        // The local header ends with the name, 30 + 5 bytes in; the packed text follows.
        for (var at = 35; at < 135; at += 9)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x10;
            Assert.Contains("truncated or damaged", Fails(() => Contents(_folder.Write("c.zip", damaged))));
        }
    }

    [Fact]
    public void Damaged_archives_give_text_or_a_data_exception()
    {
        var zip = TempFolder.Zip(("pos/a.txt", string.Join('\n', Enumerable.Range(0, 50))), ("b.txt", "short"));
        var gz = TempFolder.GZip("some text"u8.ToArray());
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, 10_000], Gen.Byte).Array[1, 8]).ForAll((isZip, changes) =>
        {
            var bytes = (isZip ? zip : gz).ToArray();
            foreach (var (at, value) in changes) bytes[at % bytes.Length] = value;
            ReadsOrFails(isZip ? "fuzz.zip" : "fuzz.gz", bytes);
        }, iter: 800);
        Gen.Byte.Array[0, 200].ForAll(bytes =>
        {
            ReadsOrFails("fuzz.zip", [.. "PK\u0003\u0004"u8, .. bytes]);
            ReadsOrFails("fuzz.gz", [0x1f, 0x8b, 8, .. bytes]);
        }, iter: 200);
    }

    private void ReadsOrFails(string name, byte[] bytes)
    {
        try
        {
            Contents(_folder.Write(name, bytes));
        }
        catch (DataException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    private static List<(string, string, string)> Contents(string path, InputLimits? limits = null)
    {
        using var files = InputFiles.Open(path, limits: limits);
        return [.. files.Files.Select(file =>
        {
            using var reader = new StreamReader(file.Open());
            return (file.Name, file.Place, reader.ReadToEnd());
        })];
    }

    private static string Fails(Action action) => Assert.Throws<DataException>(action).Message;
}
