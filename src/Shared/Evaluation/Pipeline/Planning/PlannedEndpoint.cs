namespace MuBench.Pipeline.Planning;

/// <summary>One of the two models that an interpolation lies between.</summary>
/// <param name="Source">Its folder in the store.</param>
/// <param name="Sha256">The content hash of the folder.</param>
/// <param name="Key">Its key in the response log, with the interpolation's settings: another model of the run may have it too.</param>
public sealed record PlannedEndpoint(string Source, string Sha256, string Key);
