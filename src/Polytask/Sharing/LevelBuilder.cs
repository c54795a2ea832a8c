using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>What levels of experts are built of.</summary>
/// <param name="Store">Where the parameters live.</param>
/// <param name="Trunk">The stages of an expert.</param>
/// <param name="Tasks">The tasks.</param>
/// <param name="Input">The shape of what the first level's experts read.</param>
/// <param name="GateWidth">Numbers per row of what the first level's gates read.</param>
internal sealed record LevelBuilder(ParameterStore Store, IReadOnlyList<StageOptions> Trunk, IReadOnlyList<string> Tasks, RowShape Input, int GateWidth)
{
    /// <summary>The whole trunk as one level whose experts all read the same.</summary>
    /// <param name="groups">The experts.</param>
    /// <param name="readers">The gates.</param>
    /// <param name="gates">Makes them; by default softmax gates.</param>
    /// <param name="isForAll">Whether the one reader stands for all tasks.</param>
    /// <param name="mixture">Mixes the experts.</param>
    public IReadOnlyList<ExpertLevel> Single(ExpertGroups groups, IReadOnlyList<GateReader> readers, Func<Block>? gates = null, bool isForAll = false, Mixture? mixture = null)
    {
        var experts = ExpertGroups.CreateBank(Trunk.Index(), Store, Input, stage => groups.Members($"trunk.{stage}"));
        return [new ExpertLevel(experts, groups, gates?.Invoke() ?? new SoftmaxGates(Store, readers, GateWidth, groups.Experts), readers.Count) { IsForAll = isForAll, Mixture = mixture ?? new Mixture() }];
    }

    /// <summary>A gate of every task, which is the task's own, on all experts.</summary>
    public IReadOnlyList<GateReader> GatePerTask(ExpertGroups groups) => [.. Tasks.Select(task => new GateReader($"gates.{task}", task, groups.All))];

    /// <summary>A level for each stage that is trained, with the untrained ones behind it, and before it where it is the first.</summary>
    /// <param name="create">Builds a level of its experts' bank.</param>
    public IReadOnlyList<ExpertLevel> PerStage(Func<LevelPlace, ExpertLevel> create)
    {
        var places = TrunkLevels.Of(Trunk);
        var levels = new List<ExpertLevel>();
        foreach (var (index, stages) in places)
        {
            var (input, gateWidth) = levels.Count == 0 ? (Input, GateWidth) : (levels[^1].OutputShape, levels[^1].OutputShape.Numbers);
            levels.Add(create(new LevelPlace($"trunk.{index}", places.Count - 1 - levels.Count, gateWidth,
                groups => ExpertGroups.CreateBank(Trunk.Index().Take(stages), Store, input, stage => groups.Members($"trunk.{stage}")))));
        }
        return levels;
    }
}

/// <summary>Where a level stands.</summary>
/// <param name="Name">Begins the names of its parameters.</param>
/// <param name="Above">How many levels are above it.</param>
/// <param name="GateWidth">Numbers per row of what its gates read.</param>
/// <param name="CreateExperts">Builds its experts.</param>
internal sealed record LevelPlace(string Name, int Above, int GateWidth, Func<ExpertGroups, Block> CreateExperts);
