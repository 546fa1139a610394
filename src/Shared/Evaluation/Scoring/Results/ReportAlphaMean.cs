namespace MuBench.Scoring.Results;

/// <summary>The criterion by which α was chosen: the mean over all parts on the choosing half.</summary>
/// <param name="Alpha">The α.</param>
/// <param name="Mean">The mean, 0 to 1.</param>
public sealed record ReportAlphaMean(double Alpha, double Mean);
