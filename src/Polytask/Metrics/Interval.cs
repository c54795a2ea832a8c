namespace Polytask.Metrics;

/// <summary>A 95 % interval of a measure.</summary>
public readonly record struct Interval(double Low, double High);
