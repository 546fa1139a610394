namespace MuBench.Scoring.Analyses;

/// <summary>The probabilities of the options of one question, as far as calibration needs them.</summary>
/// <param name="Top">Probability of the option that the model chose: its confidence.</param>
/// <param name="Gold">Probability of the correct option.</param>
/// <param name="Brier">
/// Sum over the options of (probability - y) squared, where y is 1 for the correct option and 0 for the others: 0 to 2.
/// </param>
internal readonly record struct OptionConfidence(double Top, double Gold, double Brier)
{
    /// <summary>The probability of all options together before they were scaled to 1: less than 1 for the letters of a chat model.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Computes the values from probabilities that sum to 1.</summary>
    /// <param name="probabilities">One for each option.</param>
    /// <param name="answerIndex">Index of the correct option.</param>
    /// <param name="chosen">Index of the option that the model chose; null for the most probable one.</param>
    public static OptionConfidence Of(ReadOnlySpan<double> probabilities, int answerIndex, int? chosen = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)answerIndex, (uint)probabilities.Length, nameof(answerIndex));
        var (top, brier) = (0.0, 0.0);
        for (var option = 0; option < probabilities.Length; option++)
        {
            var distance = probabilities[option] - (option == answerIndex ? 1 : 0);
            brier += distance * distance;
            top = Math.Max(top, probabilities[option]);
        }

        return new OptionConfidence(chosen is { } named ? probabilities[named] : top, probabilities[answerIndex], brier);
    }
}
