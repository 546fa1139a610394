namespace MuBench.Reports;

/// <summary>One of two compared runs.</summary>
/// <param name="Id">The run id.</param>
/// <param name="Dataset">Name of its dataset.</param>
/// <param name="Revision">Revision of its dataset.</param>
/// <param name="Questions">Number of questions that it asked per model.</param>
public sealed record ComparedRun(string Id, string Dataset, string Revision, int Questions);
