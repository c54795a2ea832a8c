namespace Polytask.Tasks;

/// <summary>How an error of a predicted number counts.</summary>
public enum RegressionLoss
{
    /// <summary>By its square: predicts the mean.</summary>
    Squared,

    /// <summary>By its size: predicts the median.</summary>
    Absolute,

    /// <summary>By its square up to <c>delta</c>, by its size beyond: predicts the mean, with little regard to outliers.</summary>
    Huber,
}
