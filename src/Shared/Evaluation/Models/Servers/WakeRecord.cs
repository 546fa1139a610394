namespace MuBench.Models.Servers;

/// <summary>One time that a model's own server was waited for: <c>runs/RUNID/servers/MODELID/TIME.json</c>.</summary>
public sealed record WakeRecord
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>When it was first asked.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was last asked.</summary>
    public required DateTimeOffset TriedAt { get; init; }

    /// <summary>When it was ready; null where it is not yet.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Whether it was not ready when it was first asked.</summary>
    public bool WasDown { get; init; }

    /// <summary>Why it is not ready, as last found; null where it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether nobody waits any longer.</summary>
    public bool GivenUp { get; init; }

    /// <summary>How long its answer to one question took.</summary>
    public double? CanarySeconds { get; init; }

    /// <summary>What it told of itself.</summary>
    public ServerFacts? Server { get; init; }
}
