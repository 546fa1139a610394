namespace MuBench.Pipeline;

/// <summary>Asks for a run to be planned.</summary>
/// <param name="RunId">The run, whose manifest is at <see cref="Storage.StoreLayout.RunManifest"/>.</param>
public sealed record PlanRunRequest(string RunId);
