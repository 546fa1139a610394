using System.Text.Json.Serialization;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Results;
using MuBench.Versions;

namespace MuBench.Reports.Documents;

/// <summary>The <c>run</c> object of the report.</summary>
public sealed record ReportRun
{
    /// <summary>The run id.</summary>
    public required string Id { get; init; }

    /// <summary>The manifest's name.</summary>
    public required string Name { get; init; }

    /// <summary>When the run was first started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the report was written.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>SHA-256 of the manifest's bytes.</summary>
    public required string ManifestSha256 { get; init; }

    /// <summary>The protocol of the report's main scores.</summary>
    public required string Protocol { get; init; }

    /// <summary>The dataset, and the part of it that the run asked about.</summary>
    public required ReportDataset Dataset { get; init; }

    /// <summary>The whole run that this one is an excerpt of; null if it is whole.</summary>
    public ReportExcerpt? Excerpt { get; init; }

    /// <summary>The version of the code that made the report.</summary>
    public required ReportCode Code { get; init; }

    /// <summary>The result of the parity checks for the code that scored the run; null if the main protocol is not the official one.</summary>
    public ReportParity? Parity { get; init; }

    /// <summary>Share of failed questions above which a model's result is void, 0 to 1; null in reports of versions without it.</summary>
    public double? FailAbove { get; init; }

    /// <summary>
    /// Share of responses with nothing to score above which a model has an alarm, 0 to 1; null in reports of versions
    /// without it.
    /// </summary>
    public double? AlarmAbove { get; init; }

    /// <summary>The proof that <c>mubench verify</c> checks; null in reports of versions without it.</summary>
    public ReportProof? Proof { get; init; }

    /// <summary>How the run stopped, if it was to stop when it knew enough; null for a run that asks every question.</summary>
    public ReportSampling? Sampling { get; init; }

    /// <summary>The answers of other runs that make the estimates of a sample more precise; null if there are none.</summary>
    public ReportAssistance? Assistance { get; init; }

    /// <summary>The name of <see cref="Protocol"/> in texts.</summary>
    [JsonIgnore]
    public string ProtocolText => NameOf(Protocol);

    /// <summary>The name of a protocol in texts. A sample is no official result, although its answers are read in the same way.</summary>
    public string NameOf(string protocol) => Sampling is { IsSample: true } && protocol == Protocols.Official ? "authors'" : protocol;
}
