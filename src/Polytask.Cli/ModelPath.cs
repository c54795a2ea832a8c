using Polytask.Runs;

namespace Polytask.Cli;

/// <summary>Where a model lies: users name the directory of the run or that of the model.</summary>
internal static class ModelPath
{
    public static bool IsRun(string directory) => File.Exists(Path.Combine(directory, "run.yaml"));

    /// <summary>The directory of the model.</summary>
    public static string Find(string directory) => IsRun(directory) ? RunDirectory.Read(directory).Model : directory;
}
