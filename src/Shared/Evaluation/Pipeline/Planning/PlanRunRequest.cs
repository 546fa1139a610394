namespace MuBench.Pipeline.Planning;

/// <summary>Asks for a run to be planned.</summary>
/// <param name="RunId">The run, whose manifest is at <see cref="MuBench.Storage.StoreLayout.RunManifest"/>.</param>
public sealed record PlanRunRequest(string RunId);
