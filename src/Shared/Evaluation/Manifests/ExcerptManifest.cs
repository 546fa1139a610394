namespace MuBench.Manifests;

/// <summary>
/// What a manifest is an excerpt of. The rest of the manifest has only the questions and models of the excerpt. An excerpt uses the
/// response logs of the whole manifest, so that its responses count there.
/// </summary>
public sealed record ExcerptManifest
{
    /// <summary>The id of the run of the whole manifest.</summary>
    public required string Of { get; init; }

    /// <summary>The tasks of the whole manifest.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>The number of images of the whole manifest's sample; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Number of models in the whole manifest.</summary>
    public required int Models { get; init; }

    /// <summary>Number of conditions of the whole manifest's gate. An excerpt does not decide them.</summary>
    public int GateConditions { get; init; }
}
