namespace MuBench.Reports.Documents;

/// <summary>The use of a model's own server, including its passes.</summary>
public sealed record ReportGpu
{
    /// <summary>Number of waits for the server: at a start, and after a crash.</summary>
    public required int ColdStarts { get; init; }

    /// <summary>Total seconds from the first check to readiness, over all waits.</summary>
    public required double ColdStartSeconds { get; init; }

    /// <summary>Seconds until its response to the canary question, one question about a small image; null if it never responded.</summary>
    public double? CanarySeconds { get; init; }

    /// <summary>
    /// Seconds in which the server was up for this run: while it was waited for, while it responded, and for the
    /// manifest's warm time after each of these. They are measured by the client's clock; the host may bill another
    /// number.
    /// </summary>
    public required double GpuSeconds { get; init; }

    /// <summary>The cost of this time in US dollars at the manifest's price; null if there is no price.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Descriptions of the servers that responded, as they report themselves, each once.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];
}
