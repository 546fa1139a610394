namespace MuBench.Pipeline.Planning;

/// <summary>A request to plan a run.</summary>
/// <param name="RunId">The run, whose manifest is at <see cref="MuBench.Storage.StoreLayout.RunManifest"/>.</param>
public sealed record PlanRunRequest(string RunId);
