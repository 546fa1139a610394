namespace MuBench.Throttling;

/// <summary>A call that was let through.</summary>
/// <param name="Number">Its number among the calls let through, from 1.</param>
/// <param name="StartedAt">When, in seconds.</param>
/// <param name="Tokens">The tokens that were set aside for it.</param>
internal readonly record struct AdmittedCall(long Number, double StartedAt, double Tokens);
