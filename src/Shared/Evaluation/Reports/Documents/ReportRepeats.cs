using MuBench.Scoring;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Documents;

/// <summary>The results of a model with repeats.</summary>
/// <param name="Repeats">How often each question was asked; the first time is the scored one.</param>
/// <param name="Usage">The usage of the repeats.</param>
/// <param name="Tasks">The results per task.</param>
public sealed record ReportRepeats(int Repeats, ModelUsage Usage, IReadOnlyList<RepeatScore> Tasks);
