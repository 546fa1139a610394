namespace MuBench.Reports;

/// <summary>A value with its interval beside each row of a <see cref="PassTable"/>.</summary>
/// <param name="Head">The head of the column.</param>
/// <param name="IsSigned">Whether the values are differences, around 0; else they are shares from 0 to 1.</param>
/// <param name="Values">One for each row; null where there is none.</param>
internal sealed record PassChart(string Head, bool IsSigned, IReadOnlyList<(double? Value, IReadOnlyList<double>? Interval)> Values);
