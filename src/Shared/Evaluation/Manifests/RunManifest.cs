namespace MuBench.Manifests;

/// <summary>What a run evaluates. Immutable; made by <c>ManifestReader</c>, which has checked every field.</summary>
public sealed record RunManifest
{
    /// <summary>The default of <see cref="AlarmAbove"/>.</summary>
    public const double DefaultAlarmAbove = 0.05;

    /// <summary>The run's name: the first part of its id.</summary>
    public required string Name { get; init; }

    /// <summary>The dataset, the tasks and the protocol.</summary>
    public required BenchmarkManifest Benchmark { get; init; }

    /// <summary>The models, in the manifest's order.</summary>
    public required IReadOnlyList<ModelManifest> Models { get; init; }

    /// <summary>Share of failed questions above which a model's result is void.</summary>
    /// <value>Default 0.02.</value>
    public double FailAbove { get; init; } = 0.02;

    /// <summary>
    /// Share of responses without anything to score (truncated, unparsed, refused, filtered) above which a model's
    /// result raises an alarm.
    /// </summary>
    /// <value>Default 0.05.</value>
    public double AlarmAbove { get; init; } = DefaultAlarmAbove;

    /// <summary>The budget of the run in US dollars; null for no limit.</summary>
    public decimal? MaxUsd { get; init; }

    /// <summary>What the run is to find out; null to ask every question.</summary>
    public UntilManifest? Until { get; init; }

    /// <summary>Conditions on the result; the run's exit code says whether they hold.</summary>
    public IReadOnlyList<GateManifest> Gate { get; init; } = [];

    /// <summary>What the manifest is an excerpt of; null if it is whole.</summary>
    public ExcerptManifest? Excerpt { get; init; }

    /// <summary>Any text that gives the same content another run id, for a deliberate repeat.</summary>
    public string? Nonce { get; init; }
}
