using Polytask.Data;

namespace Polytask.Cli;

/// <summary>A data file that is named on the command line: its format follows from its name, or from how it begins.</summary>
internal static class DataFile
{
    private static readonly (string Extension, Func<string, string, SourceOptions> Source)[] Formats =
    [
        (".csv", (path, files) => new CsvSource { Path = path, Files = files }),
        (".tsv", (path, files) => new TsvSource { Path = path, Files = files }),
        (".jsonl", (path, files) => new JsonLinesSource { Path = path, Files = files }),
        (".ndjson", (path, files) => new JsonLinesSource { Path = path, Files = files }),
    ];

    /// <summary>How to read a file, a folder or an archive.</summary>
    /// <exception cref="DataException">There is nothing, or nothing that has rows.</exception>
    public static SourceOptions Source(string path)
    {
        using var files = InputFiles.Open(path);
        var named = Formats.Where(format => files.Files.Any(file => IsNamed(file.Name, format.Extension))).ToList();
        if (named.Count > 0) return named[0].Source(path, $"*{named[0].Extension}");
        if (files.Files is not [var only])
            throw new DataException($"{path}  expected files named {string.Join(", ", Formats.Select(format => $"*{format.Extension}"))}; found {files.Files[0].Name} and others. Name one file.");
        var isJson = only.ReadLines().Select(line => line.Text.TrimStart()).FirstOrDefault(line => line.Length > 0) is ['{', ..];
        return isJson ? new JsonLinesSource { Path = path, Files = only.Name } : new CsvSource { Path = path, Files = only.Name };
    }

    private static bool IsNamed(string name, string extension) =>
        (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name).EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
