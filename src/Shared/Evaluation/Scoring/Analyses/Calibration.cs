namespace MuBench.Scoring.Analyses;

/// <summary>A model's calibration: probabilities of the options compared with what was correct.</summary>
public sealed record Calibration
{
    /// <summary>The <see cref="Function"/> of chat models: softmax over the offered letters of the log-probabilities of tokens.</summary>
    public const string Letters = "letters";

    /// <summary>How the probabilities are computed: <c>softmax</c> of scaled similarities, or <c>letters</c>.</summary>
    public required string Function { get; init; }

    /// <summary>The factor of the similarities: the model's own trained logit scale. Null for chat models.</summary>
    public double? LogitScale { get; init; }

    /// <summary>The tasks, in the order of the scores.</summary>
    public required IReadOnlyList<TaskCalibration> Tasks { get; init; }
}
