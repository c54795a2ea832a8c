namespace Polytask.Tasks;

/// <summary>How an error of a predicted box counts.</summary>
public enum BoxLoss
{
    /// <summary>The Huber error of its middle and of the logarithms of its size, in standard deviations of the training rows.</summary>
    SmoothL1,

    /// <summary>What it lacks to be the true box: generalised intersection over union.</summary>
    Iou,
}
