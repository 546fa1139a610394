namespace MuBench.Models.Servers;

/// <summary>One wait for a model's own server: <c>runs/RUNID/servers/MODELID/TIME.json</c>.</summary>
internal sealed record WakeRecord
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>When the server was first checked.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the server was last checked.</summary>
    public required DateTimeOffset TriedAt { get; init; }

    /// <summary>When the server was ready; null if it is not ready yet.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Whether the server was not ready at the first check.</summary>
    public bool WasDown { get; init; }

    /// <summary>Why the server is not ready, as of the last check; null if it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the wait was given up.</summary>
    public bool GivenUp { get; init; }

    /// <summary>Duration of the response to the canary question in seconds.</summary>
    public double? CanarySeconds { get; init; }

    /// <summary>The facts that the server reported.</summary>
    public ServerFacts? Server { get; init; }
}
