using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>The mean of every map: one number for each channel, whatever the size of the image.</summary>
[Kind("global_pool", Paper = "Lin, Chen, Yan, Network In Network, ICLR 2014", Url = "https://arxiv.org/abs/1312.4400")]
public sealed record GlobalPoolStage : StageOptions
{
    /// <inheritdoc/>
    public override bool IsTrained => false;

    /// <inheritdoc/>
    public override Block Create(ParameterStore store, string name, string owner, RowShape input) => new AveragePool(input, input.Height, input.Width);
}
