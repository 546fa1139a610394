namespace MuBench.Reports.Documents;

/// <summary>What a model's own server took, its further passes included.</summary>
public sealed record ReportGpu
{
    /// <summary>How often it had to be waited for: at a start, and after a crash.</summary>
    public required int ColdStarts { get; init; }

    /// <summary>Seconds from asking it to its readiness, of all those times.</summary>
    public required double ColdStartSeconds { get; init; }

    /// <summary>Seconds that its first answer took, to one question about a small picture; null if it never answered.</summary>
    public double? CanarySeconds { get; init; }

    /// <summary>
    /// Seconds in which it was up for this run: while it was waited for, while it answered, and as long after each as the
    /// manifest says it stays up. By the clock of who asks; what the host bills may differ.
    /// </summary>
    public required double GpuSeconds { get; init; }

    /// <summary>What that costs in US dollars at the manifest's price; null if it has none.</summary>
    public decimal? Usd { get; init; }

    /// <summary>The servers that answered, as they told of themselves, each once.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];
}
