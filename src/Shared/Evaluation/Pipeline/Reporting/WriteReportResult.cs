using MuBench.Pipeline.Progress;
using MuBench.Reports.Documents;

namespace MuBench.Pipeline.Reporting;

/// <summary>A written report.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Gate"><c>pass</c>, <c>fail</c> or <c>inconclusive</c>.</param>
/// <param name="VoidModels">Ids of the models whose result is void.</param>
/// <param name="Files">Store paths of the report's files.</param>
/// <param name="Budget">The budget and the amount spent; null if the manifest sets no budget.</param>
/// <param name="SpentUsd">
/// The cost of the run in US dollars, including the time of its models' own GPU servers; null if a cost is unknown.
/// </param>
/// <param name="Alarms">Ids of the models with an alarm, without their controls and other passes; null in results of older versions.</param>
/// <param name="Missing">Number of questions without a response, over all models and passes. A run with any is incomplete.</param>
/// <param name="Sampled">That the run is a sample that a rule stopped, in a sentence; null if it asked every question.</param>
public sealed record WriteReportResult(
    string RunId, string Gate, IReadOnlyList<string> VoidModels, IReadOnlyList<string> Files, ReportBudget? Budget = null, decimal? SpentUsd = null, IReadOnlyList<string>? Alarms = null,
    long Missing = 0, string? Sampled = null)
{
    /// <summary>The state of the run: done, or incomplete if a response is missing.</summary>
    public string State => Missing > 0 ? RunStates.Incomplete : RunStates.Done;
}
