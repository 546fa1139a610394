using MuBench.Reports.Documents;

namespace MuBench.Reports;

/// <summary>The finished runs of one dataset.</summary>
/// <param name="Dataset">The dataset's name in the store.</param>
/// <param name="Reports">Their reports, newest first.</param>
/// <param name="Unread">Runs that cannot be read: finished ones of the dataset, and those whose dataset is unknown.</param>
public sealed record FinishedRuns(string Dataset, IReadOnlyList<RunReport> Reports, IReadOnlyList<UnreadRun> Unread);
