using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Prediction and distillation: on maps that all tasks share, stages of each task make maps of its own, of which it predicts already in training; then each takes from the maps of all
/// others what attention lets through. For labels of pixels that tell of each other, such as depth and boundaries.
/// </summary>
/// <remarks>
/// Of the paper's three ways to distil, the one with attention, which it finds best. What is told and the attention are made of the map that is read, by two convolutions for each pair
/// of tasks.
/// </remarks>
[Kind("pad_net", Paper = "Xu, Ouyang, Wang, Sebe, PAD-Net: Multi-Tasks Guided Prediction-and-Distillation Network for Simultaneous Depth Estimation and Scene Parsing, CVPR 2018", Url = "https://arxiv.org/abs/1805.04409")]
public sealed record PadNet : DistillingSharing
{
    /// <inheritdoc/>
    public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        var tower = CreateTower(store, inputs, ParameterStore.Shared);
        RequireMaps(tower.OutputShape);
        var initial = CreateInitial(store, "", tasks, tower.OutputShape);
        var tap = new Tap(initial.OutputShape);
        var distillation = CreateDistillation(store, "", tasks, initial.OutputShape);
        return new TaskTrunk(new TowerBase(tower.With([initial, tap, distillation]), isShared: false), store, TaskStages, tasks, initial: Initial([(tap, "")]));
    }
}
