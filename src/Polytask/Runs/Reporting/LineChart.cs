namespace Polytask.Runs.Reporting;

/// <summary>What a line is about, which decides how it looks.</summary>
public enum CurveKind
{
    /// <summary>Measured on training rows.</summary>
    Training,

    /// <summary>Measured on validation rows.</summary>
    Validation,
}

/// <summary>One line: a value per epoch, <see cref="double.NaN"/> where there is none.</summary>
public sealed record Curve(CurveKind Kind, IReadOnlyList<double> Values);

/// <summary>Lines over epochs counted from 1.</summary>
/// <param name="Curves">The lines.</param>
/// <param name="Best">The epoch to mark, or <c>null</c>.</param>
/// <param name="Boundaries">Epochs at whose end a stage ended.</param>
public sealed record LineChart(IReadOnlyList<Curve> Curves, int? Best, IReadOnlyList<int> Boundaries);
