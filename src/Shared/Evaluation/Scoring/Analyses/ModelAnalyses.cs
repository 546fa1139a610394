namespace MuBench.Scoring.Analyses;

/// <summary>Analyses of one model's responses beyond its scores.</summary>
public sealed record ModelAnalyses
{
    /// <summary>Number of parameters, counted in the model's weight files; null if unknown.</summary>
    public long? Parameters { get; init; }

    /// <summary>The comparison of the two caption templates; null if the model was not evaluated with both.</summary>
    public IReadOnlyList<TemplateComparison>? Templates { get; init; }

    /// <summary>Accuracy by length of the correct option.</summary>
    public LengthAnalysis? CaptionLength { get; init; }

    /// <summary>Calibration; null for models without probabilities, and if <see cref="CalibrationMissing"/> gives a reason.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>
    /// Why a model with similarities, or a chat model that was asked for log-probabilities or whose API gives none, has no calibration, as text;
    /// null if it has one.
    /// </summary>
    public string? CalibrationMissing { get; init; }
}
