using MuBench.Manifests;

namespace MuBench.Functions.Http;

/// <summary>A problem as RFC 9457 has it, with MuBench's own members.</summary>
internal sealed record ApiProblem
{
    /// <summary>No page describes the kind of problem: the title does.</summary>
    public string Type { get; init; } = "about:blank";

    /// <summary>What is wrong, in a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Detail { get; init; }

    /// <summary>The run that it is about.</summary>
    public string? RunId { get; init; }

    /// <summary>Everything that is wrong with a manifest.</summary>
    public IReadOnlyList<ManifestFault>? Faults { get; init; }
}
