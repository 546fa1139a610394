using MuBench.Manifests.Editing;

namespace MuBench.Functions.Http;

/// <summary>A problem as defined by RFC 9457, with additional members of MuBench.</summary>
internal sealed record ApiProblem
{
    /// <summary>Always <c>about:blank</c>: no page describes the kind of problem, and the title does.</summary>
    public string Type { get; init; } = "about:blank";

    /// <summary>The fault, in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The remedy.</summary>
    public string? Detail { get; init; }

    /// <summary>The run that the problem is about.</summary>
    public string? RunId { get; init; }

    /// <summary>All faults of a manifest.</summary>
    public IReadOnlyList<PlacedFault>? Faults { get; init; }
}
