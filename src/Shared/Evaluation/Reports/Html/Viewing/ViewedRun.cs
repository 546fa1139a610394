namespace MuBench.Reports.Html.Viewing;

/// <summary>A run in the list of a viewer.</summary>
/// <param name="Id">The run id.</param>
/// <param name="State">Its state, in words.</param>
/// <param name="Details">The other cells of its row, in the order of <see cref="RunsPage.Heads"/> after run and state.</param>
/// <param name="HasReport">Whether it has a report, so that its leader is known and it can be compared.</param>
/// <param name="Remark">What a reader must know of it: an alarm, or why it cannot be read. Null if there is nothing.</param>
public sealed record ViewedRun(string Id, string State, IReadOnlyList<string> Details, bool HasReport, string? Remark)
{
    /// <summary>The state alone, without what is added to it in <see cref="State"/>: filters go by it.</summary>
    public required string StateName { get; init; }

    /// <summary>Its dataset's name in the store; null if it is not known.</summary>
    public string? Dataset { get; init; }

    /// <summary>Its dataset's name in texts; null if it is not known.</summary>
    public string? DatasetTitle { get; init; }

    /// <summary>Ids of its models, without passes.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>What can be done with it.</summary>
    public RunAction Action { get; init; }

    /// <summary>Whether it is in progress.</summary>
    public bool IsLive { get; init; }
}
