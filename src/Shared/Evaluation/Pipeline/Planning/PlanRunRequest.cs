namespace MuBench.Pipeline.Planning;

/// <summary>A request to plan a run.</summary>
/// <param name="RunId">The run, whose manifest is at <see cref="MuBench.Storage.StoreLayout.RunManifest"/>.</param>
/// <param name="IsPreview">Whether the plan is only for a look at the run, such as an estimate. The run does not start then.</param>
/// <param name="ForgetsRefused">
/// Whether the manifest is removed if it cannot be planned and never was, as that of a file that its user will correct. What could not be planned is then no run of the list.
/// </param>
public sealed record PlanRunRequest(string RunId, bool IsPreview = false, bool ForgetsRefused = false);
