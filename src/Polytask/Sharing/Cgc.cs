using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>Customised gate control: experts that all tasks share and experts of each task; a task's gate weighs the shared ones and its own for every row.</summary>
[Kind("cgc", Paper = "Tang, Liu, Zhao, Gong, Progressive Layered Extraction (PLE): A Novel Multi-Task Learning Model for Personalized Recommendations, RecSys 2020", Url = "https://doi.org/10.1145/3383313.3412236")]
public sealed record Cgc : ExpertSharing
{
    /// <summary>How many experts all tasks share.</summary>
    [Range(1, 1024)]
    public int SharedExperts { get; init; } = 1;

    /// <summary>How many experts each task has for itself.</summary>
    [Range(1, 1024)]
    public int TaskExperts { get; init; } = 1;

    private protected override IReadOnlyList<ExpertLevel> CreateLevels(LevelBuilder builder)
    {
        var groups = new ExpertGroups([.. ExpertGroups.Shared(SharedExperts), .. ExpertGroups.PerTask(builder.Tasks, TaskExperts, own: true)]);
        return builder.Single(groups, [.. builder.Tasks.Select((task, index) => new GateReader($"gates.{task}", task, [.. groups[0], .. groups[index + 1]]))]);
    }
}
