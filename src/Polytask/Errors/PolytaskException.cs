namespace Polytask;

/// <summary>Every error that Polytask reports on purpose. The message says what was expected, what was found, where, and what to do.</summary>
public abstract class PolytaskException : Exception
{
    private protected PolytaskException(string message, Exception? cause) : base(message, cause) { }
}

/// <summary>The run file, an option or a command line is wrong; nothing was started.</summary>
public sealed class ConfigurationException : PolytaskException
{
    /// <summary>Reports every problem found, one line each.</summary>
    public ConfigurationException(IReadOnlyList<string> problems, Exception? cause = null)
        : base(string.Join('\n', problems), cause) => Problems = problems;

    /// <summary>Reports one problem.</summary>
    public ConfigurationException(string problem, Exception? cause = null) : this([problem], cause) { }

    /// <summary>The problems, each of the form <c>file:line:column  what was found; what was expected; what to do</c>.</summary>
    public IReadOnlyList<string> Problems { get; }
}

/// <summary>A data file, corpus or column is not what the run file says it is.</summary>
public sealed class DataException(string message, Exception? cause = null) : PolytaskException(message, cause);

/// <summary>Training cannot go on: a loss is not finite, say. Names epoch, step and task.</summary>
public sealed class TrainingException(string message, Exception? cause = null) : PolytaskException(message, cause);

/// <summary>A checkpoint or model file is damaged, of another version, or does not fit the program reading it.</summary>
public sealed class CheckpointException(string message, Exception? cause = null) : PolytaskException(message, cause);
