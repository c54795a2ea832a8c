using System.Text;
using Polytask.Catalog;

namespace Polytask.Configuration;

/// <summary>Reads run files. All problems of a file are reported at once, each with its line and column.</summary>
public static class RunFileReader
{
    private const int LargestFile = 1 << 20;
    private static readonly RecordType Root = new(typeof(RunFile), "a run file");

    /// <summary>Reads a run file; paths in it are relative to its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Values that take the place of those in the file, each <c>key.path=value</c>.</param>
    /// <param name="varied">Values that <c>--vary</c> puts in their place in turn.</param>
    /// <exception cref="ConfigurationException">The file cannot be read, or is wrong; all problems at once.</exception>
    public static RunFile Read(string path, IEnumerable<string>? overrides = null, IEnumerable<string>? varied = null) =>
        Parse(Text(path), path, Path.GetDirectoryName(Path.GetFullPath(path))!, overrides, varied);

    /// <summary>Reads a run file that is in memory.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="file">What the file is called in messages.</param>
    /// <param name="folder">The folder that paths are relative to.</param>
    /// <param name="overrides">Values that take the place of those in the text.</param>
    /// <param name="varied">Values that <c>--vary</c> puts in their place in turn.</param>
    /// <exception cref="ConfigurationException">The text is wrong; all problems at once.</exception>
    public static RunFile Parse(string yaml, string file, string folder, IEnumerable<string>? overrides = null, IEnumerable<string>? varied = null)
    {
        var binding = new Binding(folder);
        if (YamlTree.Read(yaml, mark => new ConfigPlace(file, mark.Line, mark.Column), binding) is not { } tree) throw binding.Failure();
        if (tree is ScalarNode { IsNull: true }) tree = new MapNode([], tree.Place);
        tree = Overrides.Apply(tree, "--set", overrides ?? [], binding);
        return Bind(Overrides.Apply(tree, "--vary", varied ?? [], binding), binding);
    }

    /// <summary>Checks a run that was made in a program as if it had been read from a file in the current folder.</summary>
    /// <returns>The same run, its paths made full.</returns>
    /// <exception cref="ConfigurationException">A value is out of bounds or missing, or does not fit the others; all problems at once.</exception>
    public static RunFile Check(RunFile run) => Bind(Root.Write(run), new Binding("."));

    private static RunFile Bind(ConfigNode tree, Binding binding)
    {
        var run = Root.Read(tree, "", null, binding);
        if (tree is MapNode whole) binding.CheckReferences(whole);
        return binding.Count > 0 ? throw binding.Failure() : (RunFile)run!;
    }

    private static string Text(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > LargestFile) throw new ConfigurationException($"{path}  expected a run file of at most 1 MiB, found {file.Length >> 20} MiB. Check that this is a run file, not a data file.");
            return new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true)).ReadToEnd();
        }
        catch (DecoderFallbackException error)
        {
            throw new ConfigurationException($"{path}  expected text in UTF-8, found other bytes. Save the file as UTF-8.", error);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            throw new ConfigurationException($"{path}  expected a run file, found none. Check the path, or make one with 'polytask init'.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}  expected a run file, found none that can be read ({error.Message.TrimEnd('.')}). Check the path and its permissions.", error);
        }
    }
}
