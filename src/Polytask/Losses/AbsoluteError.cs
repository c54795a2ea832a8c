namespace Polytask.Losses;

/// <summary>The absolute error |e| of e = output − target: its best constant is the median.</summary>
public static class AbsoluteError
{
    /// <summary>The loss of one row, and its derivative with respect to the output; 0 where the error is 0.</summary>
    public static double Loss(double output, double target, out double gradient)
    {
        var error = output - target;
        gradient = error > 0 ? 1 : error < 0 ? -1 : error;
        return Math.Abs(error);
    }
}
