using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>Builds the two levels of a hierarchy of experts.</summary>
internal sealed class HierarchyBuilder(Home options, ParameterStore store, IReadOnlyList<string> tasks, TaskCategories categories)
{
    /// <summary>The first level: its readers are what all tasks share, which sees all experts, and the categories.</summary>
    public GatedLevel Meta(RowShape input)
    {
        var width = input.Numbers;
        var groups = new ExpertGroups([.. ExpertGroups.Shared(options.SharedExperts), .. categories.Experts(options.GroupExperts, readByAll: true)]);
        IReadOnlyList<GateReader> Readers(string name, Func<int, IReadOnlyList<Expert>> experts) => [.. Enumerable.Range(0, categories.Count)
            .Select(category => new GateReader($"meta.{name}.{TaskCategories.Suffix(category)}", categories.Owner(category), experts(category)))];
        Block Gates(string name, IReadOnlyList<Expert> ofShared, Func<int, IReadOnlyList<Expert>> ofCategory, bool alone) => new GateSet(
        [
            (new SoftmaxGates(store, [new GateReader($"meta.{name}", ParameterStore.Shared, ofShared)], width, groups.Experts, alone), 1),
            (new SoftmaxGates(store, Readers(name, ofCategory), width, groups.Experts, alone), categories.Count),
        ]);
        return Level("meta", groups, input, () => new GateSum(
            Gates("gates", groups.All, category => [.. groups[0], .. groups[1 + category]], alone: false),
            Gates("self", groups[0], category => groups[1 + category], alone: true)), 1 + categories.Count);
    }

    /// <summary>The second level: its readers are the tasks.</summary>
    public GatedLevel Tasks(RowShape input)
    {
        var width = input.Numbers;
        var groups = new ExpertGroups(
            [.. ExpertGroups.Shared(options.SharedExperts), .. categories.Experts(options.GroupExperts, readByAll: false), .. ExpertGroups.PerTask(tasks, options.TaskExperts, own: true)]);
        IReadOnlyList<Expert> Own(int task) => groups[1 + categories.Count + task];
        IReadOnlyList<GateReader> Readers(string name, Func<int, IReadOnlyList<Expert>> experts) => [.. tasks.Select((task, index) => new GateReader($"{name}.{task}", task, experts(index)))];
        return Level("trunk", groups, input, () => new GateSum(
            new SoftmaxGates(store, Readers("gates", task => [.. groups[0], .. groups[1 + categories.OfTask[task]], .. Own(task)]), 2 * width, groups.Experts),
            new SoftmaxGates(store, Readers("self", Own), 2 * width, groups.Experts, logisticAlone: true)), tasks.Count);
    }

    private GatedLevel Level(string name, ExpertGroups groups, RowShape input, Func<Block> gates, int readers)
    {
        var features = new FeatureGates(store, [.. groups.Members($"{name}.features").Select(member => member with { Count = 1 })], input.Numbers, options.FeatureRank);
        var bank = ExpertGroups.CreateBank(options.Trunk.Index(), store, input, stage => groups.Members($"{name}.{stage}"));
        var experts = new Chain(input, [bank, new NormedSwish(store, groups.Members($"{name}.norm"), bank.OutputShape)]);
        return new GatedLevel(features, groups, new ExpertLevel(experts, groups, gates(), readers));
    }
}
