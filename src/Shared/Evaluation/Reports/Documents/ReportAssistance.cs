namespace MuBench.Reports.Documents;

/// <summary>The answers of other runs that make the estimates of a sampled run more precise.</summary>
/// <param name="Questions">Number of questions of the population, without localisation.</param>
/// <param name="Helpers">The models that answered them.</param>
/// <param name="Unread">Runs of the same dataset that could not be read, each with the reason.</param>
public sealed record ReportAssistance(int Questions, IReadOnlyList<ReportHelper> Helpers, IReadOnlyList<string> Unread);
