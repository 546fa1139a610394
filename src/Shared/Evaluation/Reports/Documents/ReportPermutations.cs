using MuBench.Scoring;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Documents;

/// <summary>A model that was asked every question with its options in further orders.</summary>
/// <param name="NoneOfTheAbove"><c>pinned</c>: it stayed last; <c>free</c>: it moved like any option.</param>
/// <param name="Usage">What the further orders took.</param>
/// <param name="Tasks">What came of it, per task.</param>
public sealed record ReportPermutations(string NoneOfTheAbove, ModelUsage Usage, IReadOnlyList<PermutationScore> Tasks);
