namespace MuBench.Throttling;

/// <summary>An admitted call.</summary>
/// <param name="Number">Its number among the admitted calls, from 1.</param>
/// <param name="StartedAt">The start time in seconds.</param>
/// <param name="Tokens">The tokens reserved for it.</param>
internal readonly record struct AdmittedCall(long Number, double StartedAt, double Tokens);
