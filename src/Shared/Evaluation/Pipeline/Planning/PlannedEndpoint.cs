namespace MuBench.Pipeline.Planning;

/// <summary>One of the two input models of an interpolation.</summary>
/// <param name="Source">Its folder in the store.</param>
/// <param name="Sha256">The content hash of the folder.</param>
/// <param name="Key">Its key in the response log, with the interpolation's settings. Another model of the run may have the same key.</param>
public sealed record PlannedEndpoint(string Source, string Sha256, string Key);
