namespace MuBench.Scoring.Parity;

/// <summary>An intended deviation of MuBench from the authors' code.</summary>
/// <param name="Id">A short name.</param>
/// <param name="Authors">The behaviour of the authors' code.</param>
/// <param name="Here">The behaviour of MuBench, and its effect.</param>
public sealed record ParityDeviation(string Id, string Authors, string Here);
