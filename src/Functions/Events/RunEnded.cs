namespace MuBench.Functions.Events;

/// <summary>The event of a run that has ended. It contains no question and no response.</summary>
/// <param name="RunId">The run.</param>
/// <param name="State">How it ended: one of <see cref="MuBench.Pipeline.Progress.RunStates"/>.</param>
/// <param name="Error">Why it failed; null if it did not.</param>
/// <param name="Dataset">Name of the dataset; null if the run was not planned.</param>
/// <param name="Usd">The cost so far in US dollars; null if a cost is unknown.</param>
/// <param name="Alarms">Ids of the models with an alarm; null if the run has no report.</param>
/// <param name="Models">The models and their passes.</param>
/// <param name="Report">Path of the report in the store; null if there is none.</param>
internal sealed record RunEnded(
    string RunId, string State, string? Error, string? Dataset, decimal? Usd, IReadOnlyList<string>? Alarms, IReadOnlyList<EndedModel> Models, string? Report);
