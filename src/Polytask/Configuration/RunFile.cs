using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Features;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Training;

namespace Polytask.Configuration;

/// <summary>Everything that defines a run. A run file is this record in YAML; what it leaves out has the defaults below.</summary>
public sealed partial record RunFile : IConstrained
{
    /// <summary>The run's name: its directory is <c>runs/NAME</c>.</summary>
    public string Name { get; init; } = "run";

    /// <summary>The seed of every random stream.</summary>
    [Range(0, long.MaxValue)]
    public long Seed { get; init; } = 1;

    /// <summary>The sources of rows, by name.</summary>
    [MinLength(1)]
    public required IReadOnlyDictionary<string, SourceOptions> Data { get; init; }

    /// <summary>How rows are divided into training, validation and test rows.</summary>
    public SplitOptions Split { get; init; } = new HashedSplit();

    /// <summary>The inputs of the model, by name.</summary>
    [MinLength(1)]
    public required IReadOnlyDictionary<string, EncoderOptions> Inputs { get; init; }

    /// <summary>The tasks, by name.</summary>
    [MinLength(1)]
    public required IReadOnlyDictionary<string, TaskOptions> Tasks { get; init; }

    /// <summary>How tasks share parameters.</summary>
    public SharingOptions Sharing { get; init; } = new HardSharing();

    /// <summary>How the tasks' losses are balanced.</summary>
    public BalancerOptions Balancing { get; init; } = new Equal();

    /// <summary>How gradients become new weights and biases.</summary>
    public OptimiserOptions Optimiser { get; init; } = new Adam();

    /// <summary>The same for embedding tables, of which a step touches few rows.</summary>
    public OptimiserOptions EmbeddingOptimiser { get; init; } = new Adagrad { LearningRate = 0.05 };

    /// <summary>The same for the wide paths from single features to the tasks.</summary>
    public OptimiserOptions WideOptimiser { get; init; } = new LazyAdam { LearningRate = 0.02 };

    /// <summary>How the learning rate changes over the run.</summary>
    public ScheduleOptions Schedule { get; init; } = new LinearSchedule();

    /// <summary>In what order tasks are trained, and for how long.</summary>
    public RegimeOptions Training { get; init; } = new JointRegime();

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (!FitName().IsMatch(Name)) yield return ("name", Unfit(Name));
        foreach (var (section, names) in new[] { ("data", Data.Keys), ("inputs", Inputs.Keys), ("tasks", Tasks.Keys) })
            foreach (var name in names)
                if (!FitName().IsMatch(name)) yield return (ConfigPath.Join(section, name), Unfit(name));
        foreach (var (key, message) in Sharing.ProblemsWith([.. Tasks.Keys])) yield return (ConfigPath.Join("sharing", key), message);
    }

    private static string Unfit(string name) =>
        $"expected a name of letters, digits, '_', '-' and spaces, found \"{name}\". Choose another name.";

    /// <summary>A name that can be part of a key path and of a file name.</summary>
    [GeneratedRegex(@"^(?! )[\p{L}\p{M}\p{N}_ -]{1,100}(?<! )\z", RegexOptions.CultureInvariant)]
    private static partial Regex FitName();
}
