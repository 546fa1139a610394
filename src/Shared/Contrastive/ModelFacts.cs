namespace MuBench.Contrastive;

/// <summary>
/// What is known of a model beside its answers, kept next to them as <c>responses/MODELKEY/model.json</c>: so that scoring
/// needs no weights.
/// </summary>
public sealed record ModelFacts
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Similarities become probabilities by a softmax over the options.</summary>
    public const string Softmax = "softmax";

    /// <summary>Each similarity is a probability by itself, through a sigmoid (SigLIP).</summary>
    public const string Sigmoid = "sigmoid";

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>How the model was trained to have its similarities read: <see cref="Softmax"/> or <see cref="Sigmoid"/>.</summary>
    public required string ScoreFunction { get; init; }

    /// <summary>What a similarity is multiplied by first, as trained; null where the model's folder does not say.</summary>
    public double? LogitScale { get; init; }

    /// <summary>Number of parameters in the model's weight files; null where they cannot be counted.</summary>
    public long? Parameters { get; init; }

    /// <summary>The model in words.</summary>
    public string? Description { get; init; }
}
