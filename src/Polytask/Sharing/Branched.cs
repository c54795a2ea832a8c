using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>Stated groups of tasks: those of a group have inputs and trunk together, and groups share nothing. As a tree, groups split from stage to stage.</summary>
[Kind("branched", Paper = "Vandenhende, Georgoulis, De Brabandere, Van Gool, Branched Multi-Task Networks: Deciding What Layers To Share, BMVC 2020", Url = "https://arxiv.org/abs/1904.02920")]
public sealed record Branched : SharingOptions
{
    /// <summary>The groups that have inputs and trunk together, such as [[a, b], [c]], with every task in one of them; by default all tasks are one group.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Groups { get; init; } = [];

    /// <summary>For a tree, the groups at each stage of the trunk that is trained, from the inputs up, each within one of the stage before; by default those of the inputs.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> StageGroups { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Message)> ProblemsWith(IReadOnlyCollection<string> tasks)
    {
        var trained = Trunk.Count(stage => stage.IsTrained);
        if (StageGroups.Count > 0 && StageGroups.Count != trained)
            yield return ("stageGroups", $"expected groups for each of the trained stages of the trunk, {trained}, found {StageGroups.Count}. Dropout has none of its own: it goes with the stage before it.");
        (string Key, IReadOnlyList<IReadOnlyList<string>> Groups)[] places = [("groups", Bottom(tasks)), .. StageGroups.Select((groups, stage) => ($"stageGroups[{stage}]", groups))];
        foreach (var (key, groups) in places)
        {
            string[] named = [.. groups.SelectMany(group => group)];
            if (named.Except(tasks).FirstOrDefault() is { } stranger)
                yield return (key, $"there is no '{stranger}' in tasks. {Suggestion.Cure(stranger, tasks)}");
            else if (tasks.FirstOrDefault(task => named.Count(name => name == task) != 1) is { } task)
                yield return (key, $"expected every task in one group, found '{task}' in {(named.Contains(task) ? "several" : "none")}. Name each task once.");
            else if (groups.Any(group => group.Count == 0)) yield return (key, "expected groups of one task or more, found an empty one. Remove it.");
        }
        foreach (var ((_, below), (key, groups)) in places.Zip(places.Skip(1)))
            if (groups.FirstOrDefault(group => !below.Any(wider => group.All(wider.Contains))) is { } across)
                yield return (key, $"{string.Join(" and ", across)} are apart below and together here, and branches only split on the way up. Put them together below, or apart here.");
    }

    /// <summary>The groups from the inputs up: <c>a + b + c → a + b | c</c>.</summary>
    public override string ToString() => string.Join(" → ", (StageGroups.Count > 0 ? StageGroups : [Groups])
        .Select(groups => string.Join(" | ", groups.Select(group => string.Join(" + ", group)))));

    /// <inheritdoc/>
    public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        foreach (var (key, message) in ProblemsWith(tasks)) throw new ConfigurationException($"sharing.{key}: {message}");
        var groups = new TaskGroups(Bottom(tasks));
        InputLayer[] layers = [.. groups.Members(store, "inputs").Select(member => new InputLayer(store, member.Name, member.Owner, inputs))];
        var blocks = new List<Block>();
        RowShape Shape() => blocks.Count > 0 ? blocks[^1].OutputShape : layers[0].OutputShape;
        var above = new Queue<IReadOnlyList<IReadOnlyList<string>>>(StageGroups);
        foreach (var (index, stage) in Trunk.Index())
        {
            if (stage.IsTrained && above.TryDequeue(out var next))
            {
                var below = new TaskGroups(next).Within(groups);
                // A bank takes what one block gives as it is, and so do groups that stay what they are.
                if (groups.Count > 1 && !below.SequenceEqual(Enumerable.Range(0, groups.Count))) blocks.Add(new Branching(below, Shape()));
                groups = new TaskGroups(next);
            }
            var members = groups.Members(store, $"trunk.{index}");
            blocks.Add(members is [var only] ? stage.Create(store, only.Name, only.Owner, Shape()) : stage.CreateBank(store, members, Shape()));
        }
        return new BranchedTrunk(layers, new Chain(layers[0].OutputShape, blocks), groups.Count, [.. tasks.Select(task => groups[task])]);
    }

    private IReadOnlyList<IReadOnlyList<string>> Bottom(IReadOnlyCollection<string> tasks) => Groups.Count > 0 ? Groups : [[.. tasks]];
}
