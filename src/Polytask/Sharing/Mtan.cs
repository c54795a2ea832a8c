using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Multi-task attention network: one trunk for all tasks, and behind every trained stage each task multiplies its numbers with a mask, which two layers of the task make of these
/// numbers and of what the task saw one stage before, place by place where they lie in maps. The paper normalises these layers over the batch; here every row stays by itself.
/// </summary>
/// <remarks>
/// Between levels the paper has a shared layer that brings what a task saw to the next level's resolution. Here the next level reads the mean of what the task saw over the places that fall to one of its own.
/// </remarks>
[Kind("mtan", Paper = "Liu, Johns, Davison, End-to-End Multi-Task Learning with Attention, CVPR 2019", Url = "https://arxiv.org/abs/1803.10704")]
public sealed record Mtan : StagedSharing
{
    // Fewer rectified numbers may all be 0, for all rows, and learn nothing.
    private const int LeastHidden = 8;

    /// <summary>How many times fewer channels than the stage a task's hidden layer has, through which its mask is made; 8 are the least, where the stage has as many.</summary>
    [Range(1, 1024)]
    public int Reduction { get; init; } = 4;

    /// <inheritdoc/>
    public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        var input = new InputLayer(store, "inputs", ParameterStore.Shared, inputs);
        var levels = new List<(Block Stages, FeatureAttention Attention)>();
        foreach (var (place, stages) in TrunkLevels.Of(Trunk))
        {
            RowShape? below = levels.Count > 0 ? levels[^1].Stages.OutputShape : null;
            List<Block> blocks = below is not null ? [] : [CreateStages(store, SharedStages, "shared", ParameterStore.Shared, input.OutputShape)];
            foreach (var (index, stage) in Trunk.Index().Take(stages))
                blocks.Add(stage.Create(store, $"trunk.{index}", ParameterStore.Shared, blocks.Count > 0 ? blocks[^1].OutputShape : below!.Value));
            var shape = blocks[^1].OutputShape;
            levels.Add((new Chain(below ?? input.OutputShape, blocks), new FeatureAttention(
                store, [.. tasks.Select(task => new StackMember($"trunk.{place}.attention.{task}", task, 1))], shape, below, Math.Max(shape.Channels / Reduction, Math.Min(shape.Channels, LeastHidden)))));
        }
        return new TaskTrunk(new AttendedBase(input, levels), store, TaskStages, tasks);
    }
}
