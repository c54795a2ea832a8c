using CsCheck;

namespace Polytask.Tests.Losses;

internal delegate double LossOfRow(ReadOnlySpan<float> outputs, Span<float> gradient);

/// <summary>Holds a loss's gradient to central differences of the loss, which is computed in double from outputs that are exact as floats.</summary>
internal static class GradientCheck
{
    // The step h = 2^-10 changes outputs of the grid exactly. The difference quotient is off by h²/6 times the third derivative, which
    // is at most 0.1 per logistic term, so below 2e-7 for the weights used here; a gradient rounded to float is off by up to 6e-8 of its size.
    public const double Tolerance = 1e-6;
    private const float Step = 1f / 1024;

    /// <summary>Outputs in [-8, 8] on the grid of the step.</summary>
    public static Gen<float[]> Outputs(int count) => Gen.Int[-8192, 8192].Select(i => i * Step).Array[count];

    public static void Holds(LossOfRow loss, float[] outputs, double tolerance = Tolerance)
    {
        var gradient = new float[outputs.Length];
        var ignored = new float[outputs.Length];
        loss(outputs, gradient);
        for (var i = 0; i < outputs.Length; i++)
        {
            var at = outputs[i];
            outputs[i] = at + Step;
            var above = loss(outputs, ignored);
            outputs[i] = at - Step;
            var below = loss(outputs, ignored);
            outputs[i] = at;
            Assert.Equal((above - below) / (2 * Step), gradient[i], tolerance);
        }
    }
}
