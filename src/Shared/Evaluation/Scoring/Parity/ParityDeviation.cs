namespace MuBench.Scoring.Parity;

/// <summary>Where MuBench does otherwise than the authors' code, on purpose.</summary>
/// <param name="Id">A short name.</param>
/// <param name="Authors">What their code does.</param>
/// <param name="Here">What MuBench does, and what that changes.</param>
public sealed record ParityDeviation(string Id, string Authors, string Here);
