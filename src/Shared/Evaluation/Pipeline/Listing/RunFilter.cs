namespace MuBench.Pipeline.Listing;

/// <summary>Which runs of a list are wanted.</summary>
public sealed record RunFilter
{
    /// <summary>The state; null for every state but <see cref="RunSummary.Rejected"/>, because a rejected manifest is no run.</summary>
    public string? State { get; init; }

    /// <summary>The dataset, by its name in the store or by the name of its folder; null for all.</summary>
    public string? Dataset { get; init; }

    /// <summary>The beginning of the run's id, which begins with the manifest's name; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>The earliest start; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether a run is wanted.</summary>
    public bool Matches(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return (State is null ? run.State != RunSummary.Rejected : run.State == State)
            && (Dataset is null || run.Dataset == Dataset || run.DatasetFolder == Dataset)
            && (Name is null || run.RunId.StartsWith(Name, StringComparison.Ordinal))
            && (Since is null || run.At >= Since);
    }
}
