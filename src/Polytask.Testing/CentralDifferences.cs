namespace Polytask.Testing;

/// <summary>Holds gradients to differences of the function itself, (f(x + h) − f(x − h)) / 2h, one number at a time.</summary>
internal sealed class CentralDifferences
{
    // With outputs of size 1 in float, the quotients are off by about 1e-7 / h = 1e-5, and by h²/6 = 1e-5 times the third derivative.
    private const float Step = 1f / 128;
    private const double Tolerance = 1e-3;
    // A gradient that is so near to the first quotient is at no kink and needs no second one.
    private const double Plain = Tolerance / 10;
    private const double ShareOfKinks = 0.2;
    private int _checked;
    private int _kinks;

    /// <summary>Checks the derivatives of a function by numbers that it reads where they lie.</summary>
    public void Check(string name, Span<float> numbers, ReadOnlySpan<float> gradient, Func<double> function)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var slope = Slope(ref numbers[i], Step, function);
            _checked++;
            if (Near(slope, gradient[i], slope, Plain)) continue;
            var half = Slope(ref numbers[i], Step / 2, function);
            // Richardson: the errors in h² of both steps cancel out.
            var derivative = (4 * half - slope) / 3;
            // Where two steps give two slopes, the function has a kink nearby, and neither is its derivative.
            if (!Near(slope, half, slope)) _kinks++;
            else if (!Near(derivative, gradient[i], slope))
                throw new ContractException(FormattableString.Invariant($"{name}[{i}]: expected the derivative {derivative:G6}, found {gradient[i]:G6}."));
        }
    }

    /// <summary>Fails where so many numbers lay on kinks that little was checked.</summary>
    public void RequireSmooth() =>
        Contract.Requires(_kinks <= ShareOfKinks * _checked, $"Expected a function with derivatives almost everywhere, found kinks at {_kinks} of {_checked} numbers. Try another seed.");

    private static double Slope(ref float number, float step, Func<double> function)
    {
        var at = number;
        var (high, low) = (at + step, at - step);
        number = high;
        var above = function();
        number = low;
        var below = function();
        number = at;
        return (above - below) / ((double)high - low);
    }

    private static bool Near(double expected, double found, double size, double tolerance = Tolerance) => Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(size));
}
