using MuBench.Scoring;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Documents;

/// <summary>A model that was asked every question several times.</summary>
/// <param name="Repeats">How often each question was asked; the first time is the one that is scored.</param>
/// <param name="Usage">What the further times took.</param>
/// <param name="Tasks">What came of it, per task.</param>
public sealed record ReportRepeats(int Repeats, ModelUsage Usage, IReadOnlyList<RepeatScore> Tasks);
