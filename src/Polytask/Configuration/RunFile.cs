using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Features;
using Polytask.LinearModels;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Training;

namespace Polytask.Configuration;

/// <summary>Everything that defines a run. A run file is this record in YAML; what it leaves out has the defaults below.</summary>
public sealed partial record RunFile : IConstrained
{
    private static readonly string[] OfNetwork =
        [nameof(Sharing), nameof(Balancing), nameof(Optimiser), nameof(EmbeddingOptimiser), nameof(WideOptimiser), nameof(Schedule), nameof(Training)];
    private const string NoNetwork = "expected nothing, because a linear model has no network that it could be for. Remove it, or remove 'linear'.";

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

    /// <summary>The model directory of an earlier run with the same inputs, from which parameters of the same name and shape begin.</summary>
    [Path]
    public string? Start { get; init; }

    /// <summary>A file of weights in the safetensors format, named as torchvision names them, from which stages of the trunk that have such names begin.</summary>
    [Path]
    public string? Pretrained { get; init; }

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

    /// <summary>A linear model of all tasks in place of the network. With it, the sections from <c>sharing</c> to <c>training</c> have no meaning and are left out.</summary>
    public LinearOptions? Linear { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        foreach (var problem in Unstarted().Concat(TaskOrder.Problems(Tasks, Linear))) yield return problem;
        if (!FitName().IsMatch(Name)) yield return ("name", Unfit(Name));
        foreach (var (section, names) in new[] { ("data", Data.Keys), ("inputs", Inputs.Keys), ("tasks", Tasks.Keys) })
            foreach (var name in names)
                if (!FitName().IsMatch(name)) yield return (ConfigPath.Join(section, name), Unfit(name));
        foreach (var (key, message) in Sharing.ProblemsWith([.. Tasks.Keys])) yield return (ConfigPath.Join("sharing", key), message);
        if (Training.Mixup > 0 && Inputs.FirstOrDefault(input => !input.Value.GivesNumbers) is { Key: { } unmixed })
            yield return ("training.mixup", $"mixes rows, and there is nothing between two of inputs.{unmixed}: expected inputs of images and numbers. Set it to 0, or leave that input out.");
        if (Linear is not null && Start is not null) yield return ("start", NoNetwork);
        if (Pretrained is not null && Misplaced() is { } misplaced) yield return ("pretrained", misplaced);
        foreach (var option in OptionDescription.Of(typeof(RunFile)).Where(option => Linear is not null && OfNetwork.Contains(option.Property.Name)))
            if (option.Type.Write(option.Property.GetValue(this)!).Flow != option.Type.Write(option.Default!).Flow)
                yield return (option.Key, NoNetwork);
    }

    private string? Misplaced() => this switch
    {
        { Linear: not null } => NoNetwork,
        { Start: not null } => "expected start or pretrained, found both. Remove one of them: a model that began from these weights holds what became of them.",
        _ when !Sharing.Trunk.Any(stage => stage.PretrainedNames.Any()) => "expected a stage of sharing.trunk whose weights have names in such files, found none. Put a network that torchvision has into the trunk, or remove pretrained.",
        _ => null,
    };

    private IEnumerable<(string Key, string Message)> Unstarted()
    {
        if (Sharing.NeedsStart && Start is null)
            yield return ("sharing.frozen", "a frozen trunk must have been trained before: expected start, the model directory of an earlier run, found none. Add start: runs/NAME/model, or set frozen to false.");
    }

    private static string Unfit(string name) =>
        $"expected a name of letters, digits, '_', '-' and spaces, found \"{name}\". Choose another name.";

    /// <summary>A name that can be part of a key path and of a file name.</summary>
    [GeneratedRegex(@"^(?! )[\p{L}\p{M}\p{N}_ -]{1,100}(?<! )\z", RegexOptions.CultureInvariant)]
    private static partial Regex FitName();
}
