namespace Polytask.Runs.Reporting;

/// <summary>What a line is about, which decides how it looks.</summary>
public enum CurveKind
{
    /// <summary>Measured on training rows.</summary>
    Training,

    /// <summary>Measured on validation rows.</summary>
    Validation,

    /// <summary>One task beside others.</summary>
    Task,
}

/// <summary>One line: a value per place on the horizontal axis, <see cref="double.NaN"/> where there is none.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Values">The values.</param>
/// <param name="Number">Of several tasks, which one, counted from 0.</param>
public sealed record Curve(CurveKind Kind, IReadOnlyList<double> Values, int Number = 0);

/// <summary>Lines over epochs, or over steps.</summary>
/// <param name="Curves">The lines.</param>
/// <param name="Best">The epoch to mark, or <c>null</c>.</param>
/// <param name="Boundaries">Epochs or steps at whose end a stage ended.</param>
/// <param name="Places">Where the values stand on the horizontal axis; without it, at epochs counted from 1.</param>
/// <param name="Logarithmic">Whether the values, all above 0, stand on a logarithmic axis.</param>
public sealed record LineChart(
    IReadOnlyList<Curve> Curves, int? Best, IReadOnlyList<int> Boundaries, IReadOnlyList<double>? Places = null, bool Logarithmic = false);
