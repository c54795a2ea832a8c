namespace Polytask.Losses;

/// <summary>The squared error e² of e = output − target: its best constant is the mean.</summary>
public static class SquaredError
{
    /// <summary>The loss of one row, and its derivative with respect to the output.</summary>
    public static double Loss(double output, double target, out double gradient)
    {
        var error = output - target;
        gradient = 2 * error;
        return error * error;
    }
}
