using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Distillation at several sizes of maps: what tasks tell each other differs from small maps, which see far, to large ones. From the smallest on, stages of each task make maps of those
/// of the trunk and of what all tasks had one size before; at every size each predicts in training and takes from the others, and its head reads the results of all sizes, at the
/// largest of them. For trunks that make maps smaller, such as resnet, or smaller and larger again, such as u_net.
/// </summary>
/// <remarks>
/// Of a size the last maps count that the trunk makes. Where a task's own stages are the same at every size, so is the number of its channels; in the paper that falls as maps become larger. What is
/// told from size to size is made with two convolutions and one, where the paper has residual blocks that are normalised over the batch.
/// </remarks>
[Kind("mti_net", Paper = "Vandenhende, Georgoulis, Van Gool, MTI-Net: Multi-Scale Task Interaction Networks for Multi-Task Learning, ECCV 2020", Url = "https://arxiv.org/abs/2001.06902")]
public sealed record MtiNet : DistillingSharing
{
    // What is told from size to size is made with a quarter of the channels, and squeezed to a sixteenth; fewer than 8 rectified numbers may all be 0 and learn nothing.
    private const int Narrowing = 4, Squeezing = 16, LeastHidden = 8;

    /// <summary>Of how many sizes of maps at most, counted from the end of the trunk back.</summary>
    [Range(2, 16)]
    public int Scales { get; init; } = 4;

    /// <inheritdoc/>
    public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        var layer = new InputLayer(store, "inputs", ParameterStore.Shared, inputs);
        var found = new TrunkScales(layer.OutputShape, CreateBlocks(store, Trunk, "trunk", ParameterStore.Shared, layer.OutputShape));
        RequireMaps(found.Trunk.OutputShape);
        Tap[] sources = [.. found.Taps.Take(Scales).OrderBy(tap => tap.OutputShape.Places)];
        if (sources.Length < 2)
            throw new ConfigurationException($"sharing.trunk: 'mti_net' needs a trunk with maps of at least 2 sizes, found {sources[0].OutputShape} alone. Add stages that make them smaller, such as max_pool or u_net, or choose kind: pad_net.");
        var steps = new List<(string Prefix, Tap Source, Chain Initial, Tap Maps, Chain? Told)>();
        foreach (var (place, source) in sources.Index())
        {
            var (prefix, shape) = ($"scales.{place}.", source.OutputShape);
            var stages = CreateInitial(store, prefix, tasks, place == 0 ? shape : shape with { Channels = shape.Channels + steps[^1].Maps.OutputShape.Channels });
            var maps = new Tap(stages.OutputShape);
            var told = place + 1 == sources.Length ? null
                : new Chain(stages.OutputShape, [CreatePropagation(store, $"{prefix}propagation", tasks, stages.OutputShape), Larger(stages.OutputShape, sources[place + 1].OutputShape)]);
            steps.Add((prefix, source, new Chain(shape, [stages, maps]), maps, told));
        }
        var largest = steps[^1].Maps.OutputShape;
        MapScale[] scales = [.. steps.Select(step => new MapScale(step.Source, step.Initial, step.Told,
            new Chain(step.Maps.OutputShape, [CreateDistillation(store, step.Prefix, tasks, step.Maps.OutputShape), Larger(step.Maps.OutputShape, largest)])))];
        return new TaskTrunk(new MultiScaleBase(new Tower(layer, found.Trunk), scales), store, TaskStages, tasks, initial: Initial(steps.Select(step => (step.Maps, step.Prefix))));
    }

    private static FeaturePropagation CreatePropagation(ParameterStore store, string name, IReadOnlyList<string> tasks, RowShape maps)
    {
        var all = maps with { Channels = tasks.Count * maps.Channels };
        var linear = new ConvolutionStage { Activation = ActivationFunction.None };
        var weigh = CreateStages(store, [new ConvolutionStage { Channels = Hidden(all.Channels, Narrowing) }, linear with { Channels = all.Channels, Kernel = 1 }], $"{name}.weigh", ParameterStore.Shared, all);
        var join = CreateStages(store, [linear with { Channels = maps.Channels }], $"{name}.join", ParameterStore.Shared, all);
        return new FeaturePropagation(store, [.. tasks.Select(task => new StackMember($"{name}.{task}", ParameterStore.Shared, 1))], maps, Hidden(maps.Channels, Squeezing), weigh, join);

        static int Hidden(int channels, int times) => Math.Max(channels / times, Math.Min(channels, LeastHidden));
    }

    private static Upsample Larger(RowShape maps, RowShape to) => new(maps, to.Height, to.Width, Interpolation.Bilinear);
}
