namespace MuBench.Reports.Html.Viewing;

/// <summary>The conditions on the list of runs, as they stand in the address. An empty one is no condition.</summary>
/// <param name="State">The state.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="Model">Id of a model of the run.</param>
/// <param name="Text">A part of the run's id.</param>
public sealed record RunsFilter(string State, string Dataset, string Model, string Text)
{
    /// <summary>No condition.</summary>
    public static RunsFilter None { get; } = new("", "", "", "");

    /// <summary>Whether a run meets the conditions.</summary>
    public bool Includes(ViewedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return (State.Length == 0 || run.StateName == State)
            && (Dataset.Length == 0 || run.Dataset == Dataset)
            && (Model.Length == 0 || run.Models.Contains(Model, StringComparer.Ordinal))
            && run.Id.Contains(Text, StringComparison.OrdinalIgnoreCase);
    }
}
