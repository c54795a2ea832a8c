using TorchSharp;

namespace Polytask.Modules;

/// <summary>Rows of numbers as maps.</summary>
internal static class Maps
{
    /// <summary>[rows, channels, height, width] of [batch, width], or of a stack, whose rows come one task after another.</summary>
    public static torch.Tensor Of(torch.Tensor rows, RowShape shape) => rows.reshape(-1, shape.Channels, shape.Height, shape.Width);
}
