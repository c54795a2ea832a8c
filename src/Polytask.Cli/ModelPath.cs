using Polytask.Runs;

namespace Polytask.Cli;

/// <summary>Where a model lies: users name the directory of the run or that of the model.</summary>
internal static class ModelPath
{
    /// <summary>The directory of the model.</summary>
    /// <exception cref="ConfigurationException">There is no such directory, or the run has no model yet.</exception>
    public static string Find(string directory)
    {
        if (!Directory.Exists(directory))
            throw new ConfigurationException($"{directory}  does not exist. Give the directory of a run, such as runs/NAME, or of a model.");
        if (!RunDirectory.IsRun(directory)) return directory;
        var model = RunDirectory.Read(directory).Model;
        return Directory.Exists(model) ? model
            : throw new ConfigurationException($"{directory}  has no model yet: the run is not complete. Go on with it: polytask resume {directory}");
    }
}
