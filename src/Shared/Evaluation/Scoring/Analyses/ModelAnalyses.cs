namespace MuBench.Scoring.Analyses;

/// <summary>What the response log says of one model beyond its scores.</summary>
public sealed record ModelAnalyses
{
    /// <summary>Number of parameters, counted in the model's weight files; null if they are not known.</summary>
    public long? Parameters { get; init; }

    /// <summary>The two caption templates against each other; null if the model was not asked by both.</summary>
    public IReadOnlyList<TemplateComparison>? Templates { get; init; }

    /// <summary>Accuracy by length of the correct option.</summary>
    public LengthAnalysis? CaptionLength { get; init; }

    /// <summary>Calibration; null for models that give no probabilities, and where <see cref="CalibrationMissing"/> says why.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>Why a model that gives similarities has no calibration, in words; null if it has one.</summary>
    public string? CalibrationMissing { get; init; }
}
