namespace MuBench.Scoring.Analyses;

/// <summary>A model's calibration: probabilities of the options compared with what was correct.</summary>
public sealed record Calibration
{
    /// <summary>How similarities become probabilities: <c>softmax</c>.</summary>
    public required string Function { get; init; }

    /// <summary>The factor of the similarities before that: the model's own trained logit scale.</summary>
    public required double LogitScale { get; init; }

    /// <summary>The tasks, in the order of the scores.</summary>
    public required IReadOnlyList<TaskCalibration> Tasks { get; init; }
}
