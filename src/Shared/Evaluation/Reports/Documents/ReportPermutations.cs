using MuBench.Scoring;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Documents;

/// <summary>The results of a model with further option orders.</summary>
/// <param name="NoneOfTheAbove"><c>pinned</c>: "none of the above" stayed last; <c>free</c>: it moved like any option.</param>
/// <param name="Usage">The usage of the further orders.</param>
/// <param name="Tasks">The results per task.</param>
public sealed record ReportPermutations(string NoneOfTheAbove, ModelUsage Usage, IReadOnlyList<PermutationScore> Tasks);
