using MuBench.Reports.Documents;

namespace MuBench.Pipeline.Reporting;

/// <summary>A written report.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Gate"><c>pass</c>, <c>fail</c> or <c>inconclusive</c>.</param>
/// <param name="VoidModels">Ids of the models whose result is void.</param>
/// <param name="Files">Store paths of the report's files.</param>
/// <param name="Budget">The budget and what was spent; null where the manifest sets none.</param>
/// <param name="SpentUsd">What the run cost in US dollars, the time of its models' own GPU servers included; null where a cost is unknown.</param>
public sealed record WriteReportResult(string RunId, string Gate, IReadOnlyList<string> VoidModels, IReadOnlyList<string> Files, ReportBudget? Budget = null, decimal? SpentUsd = null);
