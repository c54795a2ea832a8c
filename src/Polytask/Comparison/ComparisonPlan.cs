using Polytask.Configuration;

namespace Polytask.Comparison;

/// <summary>What a comparison will train.</summary>
/// <param name="File">The run file.</param>
/// <param name="Contenders">The contenders: every task alone first, then the run file as it is, then others.</param>
/// <param name="Seeds">The seeds.</param>
public sealed record ComparisonPlan(RunFile File, IReadOnlyList<Contender> Contenders, IReadOnlyList<long> Seeds)
{
    // A comparison of gradients costs about as much as a step, one of affinities as a step for each task: every so many steps, that is a few percent. A short run has as
    // many as it takes for a mean.
    private const int MostSteps = 25;
    private const int Fewest = 40;
    private long _steps;

    /// <summary>The combinations of what is varied, where they are not the run file itself: a search goes through them.</summary>
    public IReadOnlyList<Contender> Variants { get; init; } = [];

    /// <summary>Every task alone.</summary>
    public Contender Alone => Contenders[0];

    /// <summary>The run file as it is.</summary>
    public Contender Given => Contenders[1];

    /// <summary>All runs.</summary>
    public IReadOnlyList<PlannedRun> Runs => [.. from contender in Contenders from seed in Seeds from run in contender.Runs(seed) select run];

    /// <summary>Plans the comparison of a run file with its variations.</summary>
    /// <param name="read">Reads the run file, with changes of the form <c>training.epochs=5</c>, and then those of a combination of what is varied.</param>
    /// <param name="options">What to try.</param>
    /// <exception cref="ConfigurationException">The run file or a variation is wrong, or there is nothing to compare.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no seeds, no group, or fewer than no weights.</exception>
    public static ComparisonPlan Of(Func<IReadOnlyList<string>, IReadOnlyList<string>, RunFile> read, ComparisonOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Seeds, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Weights);
        var file = read(options.Set, []);
        if (file.Linear is null && file.Tasks.FirstOrDefault(task => task.Value.ForEach is not null) is { Key: { } name })
            throw new ConfigurationException($"tasks.{name}.forEach: expected tasks that are named one by one, since a comparison trains a network for each alone. Name some of them, each with 'where', or compare linear models.");
        var variants = Combinations(options.Vary)
            .Select(values => new Contender(string.Join(", ", values.Select(v => v.Value)), read(options.Set, [.. values.Select(v => v.Vary.Override(v.Value))])))
            .Where(variant => RunFileWriter.Write(variant.File) != RunFileWriter.Write(file));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Groups, 1);
        if (file.Linear is not null && (options.Groups > 1 || options.Pairs || options.NoTaskLeftBehind))
            throw new ConfigurationException("--groups, --pairs and --no-task-left-behind make branches of a network, and the run file has a linear model. Leave them out, or remove 'linear'.");
        return new ComparisonPlan(
            file,
            [Contender.OfAlone(file), new("run file", file), .. options.Pairs && file.Tasks.Count > 2 ? Contender.OfPairs(file) : []],
            [.. Enumerable.Range(0, options.Seeds).Select(seed => file.Seed + seed)]) { Variants = [.. variants] };
    }

    /// <summary>The plan with more contenders; none that is there already, by name or by what it comes to.</summary>
    public ComparisonPlan With(IEnumerable<Contender> further) => this with
    {
        Contenders = [.. Contenders.Concat(further.Select(contender => contender with { File = Measured(contender.File) }))
            .DistinctBy(contender => contender.Name).DistinctBy(contender => (contender.Alone, contender.IsShort ? contender.Name : "", RunFileWriter.Write(contender.File)))],
    };

    private static IEnumerable<IReadOnlyList<(Variation Vary, string Value)>> Combinations(IReadOnlyList<Variation> variations) => variations.Count == 0 ? [] :
        variations.Aggregate<Variation, IEnumerable<IReadOnlyList<(Variation, string)>>>(
            [[]], (all, variation) => all.SelectMany(one => variation.Values.Select(value => (IReadOnlyList<(Variation, string)>)[.. one, (variation, value)])));

    /// <summary>The plan in which gradients and affinities are measured at a cost that does not matter.</summary>
    /// <param name="rows">The training rows.</param>
    public ComparisonPlan Measuring(int rows)
    {
        var training = File.Training;
        var plan = this with { _steps = Math.Max(1, (long)training.Epochs * rows / training.BatchSize / training.Accumulate) };
        return plan with { Contenders = [.. Contenders.Select(contender => contender.Alone ? contender : contender with { File = plan.Measured(contender.File) })] };
    }

    private RunFile Measured(RunFile file) => file.Linear is not null ? file : file with
    {
        Training = file.Training with
        {
            MeasureGradients = file.Training.MeasureGradients > 0 ? file.Training.MeasureGradients : Every(MostSteps),
            MeasureAffinity = file.Training.MeasureAffinity > 0 ? file.Training.MeasureAffinity : Every(MostSteps * file.Tasks.Count),
        },
    };

    private int Every(int most) => _steps == 0 ? 0 : (int)Math.Clamp(_steps / Fewest, 1, most);
}
