namespace MuBench.Scoring.Stopping;

/// <summary>A look at a sampled run after a wave: what was seen, what follows from it, and what is asked next. It is <c>looks/NNN.json</c> of the run.</summary>
public sealed record RunLook
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>Number of the look and of the wave before it, from 1.</summary>
    public required int Look { get; init; }

    /// <summary>Number of images of the waves so far.</summary>
    public required int Images { get; init; }

    /// <summary>The models, in the manifest's order.</summary>
    public required IReadOnlyList<LookModel> Models { get; init; }

    /// <summary>The pairs that need a verdict.</summary>
    public required IReadOnlyList<LookPair> Pairs { get; init; }

    /// <summary>Why nothing more is asked: one of <see cref="StopReasons"/>; null if the next wave is asked.</summary>
    public string? Stopped { get; init; }

    /// <summary>Id of the best model, if <c>leader</c> is asked for and one is known.</summary>
    public string? Leader { get; init; }
}
