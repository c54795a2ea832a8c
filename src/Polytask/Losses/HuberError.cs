namespace Polytask.Losses;

/// <summary>The Huber error: e² / 2 for errors up to δ, and δ(|e| − δ / 2) beyond, so that outliers pull no harder than δ.</summary>
/// <remarks>Huber, Robust Estimation of a Location Parameter, Annals of Mathematical Statistics 35, 1964.</remarks>
public static class HuberError
{
    /// <summary>The loss of one row, and its derivative with respect to the output.</summary>
    public static double Loss(double output, double target, double delta, out double gradient)
    {
        var error = output - target;
        gradient = Math.Clamp(error, -delta, delta);
        return gradient * (error - gradient / 2);
    }
}
