namespace MuBench.Scoring.Analyses;

/// <summary>A model's calibration: probabilities over the options, held against what was right.</summary>
public sealed record Calibration
{
    /// <summary>How probabilities were made of similarities: <c>softmax</c>.</summary>
    public required string Function { get; init; }

    /// <summary>What similarities were multiplied by first: the model's own trained number.</summary>
    public required double LogitScale { get; init; }

    /// <summary>The tasks, in the order of the scores.</summary>
    public required IReadOnlyList<TaskCalibration> Tasks { get; init; }
}
