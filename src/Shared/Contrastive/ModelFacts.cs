namespace MuBench.Contrastive;

/// <summary>
/// Facts about a model, stored next to its responses as <c>responses/MODELKEY/model.json</c>, so that scoring does not need the
/// model's weights.
/// </summary>
public sealed record ModelFacts
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Similarities become probabilities by a softmax over the options.</summary>
    public const string Softmax = "softmax";

    /// <summary>Each similarity becomes a probability separately, by a sigmoid (SigLIP).</summary>
    public const string Sigmoid = "sigmoid";

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The function that the model was trained with: <see cref="Softmax"/> or <see cref="Sigmoid"/>.</summary>
    public required string ScoreFunction { get; init; }

    /// <summary>The trained factor that turns a similarity into a logit; null if the model's folder does not state it.</summary>
    public double? LogitScale { get; init; }

    /// <summary>Number of parameters in the model's weight files; null if they cannot be counted.</summary>
    public long? Parameters { get; init; }

    /// <summary>The model in words.</summary>
    public string? Description { get; init; }
}
