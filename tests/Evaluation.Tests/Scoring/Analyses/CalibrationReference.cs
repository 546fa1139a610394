namespace MuBench.Tests.Scoring.Analyses;

/// <summary>The output of data/make_reference.py.</summary>
internal sealed record CalibrationReference(
    double LogitScale,
    CalibrationReference.ReferenceQuestion[] Questions,
    double Accuracy,
    double Confidence,
    double Brier,
    double BrierTopLabel,
    double BrierAuthors,
    double Ece,
    double EceEqualMass,
    double[][] Bins,
    double[][] EqualMassBins,
    double[][] AuthorsBins)
{
    internal sealed record ReferenceQuestion(int Answer, float[] Scores);
}
