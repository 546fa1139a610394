namespace MuBench.Manifests;

/// <summary>One condition of the gate: either <see cref="AtLeast"/> or <see cref="NotWorseThan"/>.</summary>
public sealed record GateManifest
{
    /// <summary>Id of the model to which the condition applies.</summary>
    public required string Model { get; init; }

    /// <summary>The task to which the condition applies.</summary>
    /// <value>Default <c>all</c>: every task of the manifest.</value>
    public string Task { get; init; } = "all";

    /// <summary>Minimum accuracy, 0 to 1.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Id of the model that must not be better by more than <see cref="Margin"/>.</summary>
    public string? NotWorseThan { get; init; }

    /// <summary>Margin of <see cref="NotWorseThan"/>, 0 to 1.</summary>
    /// <value>Default 0.02.</value>
    public double Margin { get; init; } = 0.02;
}
