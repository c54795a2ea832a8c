using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Multi-task attention network: one trunk for all tasks, and behind every trained stage each task multiplies its numbers with a mask, which two layers of the task make of these
/// numbers and of what the task saw one stage before. The paper normalises these layers over the batch; here every row stays by itself.
/// </summary>
/// <remarks>
/// Between levels the paper has a shared layer that brings what a task saw to the next level's resolution. Rows have no resolution: the next level reads what the task saw as it is.
/// </remarks>
[Kind("mtan", Paper = "Liu, Johns, Davison, End-to-End Multi-Task Learning with Attention, CVPR 2019", Url = "https://arxiv.org/abs/1803.10704")]
public sealed record Mtan : StagedSharing
{
    // Fewer rectified numbers may all be 0, for all rows, and learn nothing.
    private const int LeastHidden = 8;

    /// <summary>How many times narrower than the stage a task's hidden layer is, through which its mask is made; 8 numbers are the least, where the stage has as many.</summary>
    [Range(1, 1024)]
    public int Reduction { get; init; } = 4;

    /// <inheritdoc/>
    public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        var input = new InputLayer(store, "inputs", ParameterStore.Shared, inputs);
        var levels = new List<(Block Stages, FeatureAttention Attention)>();
        foreach (var (place, stages) in TrunkLevels.Of(Trunk))
        {
            var below = levels.Count > 0 ? levels[^1].Stages.OutputWidth : 0;
            List<Block> blocks = below > 0 ? [] : [CreateStages(store, SharedStages, "shared", ParameterStore.Shared, input.OutputWidth)];
            foreach (var (index, stage) in Trunk.Index().Take(stages))
                blocks.Add(stage.Create(store, $"trunk.{index}", ParameterStore.Shared, blocks.Count > 0 ? blocks[^1].OutputWidth : below));
            var width = blocks[^1].OutputWidth;
            levels.Add((new Chain(below, blocks), new FeatureAttention(
                store, [.. tasks.Select(task => new StackMember($"trunk.{place}.attention.{task}", task, 1))], width, below, Math.Max(width / Reduction, Math.Min(width, LeastHidden)))));
        }
        return new TaskTrunk(new AttendedBase(input, levels), store, TaskStages, tasks);
    }
}
