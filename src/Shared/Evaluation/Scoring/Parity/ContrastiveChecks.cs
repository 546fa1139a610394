using MuBench.Scoring.Analyses;
using MuBench.Scoring.Outcomes;

namespace MuBench.Scoring.Parity;

/// <summary>
/// Checks the published probabilities of BiomedCLIP on real images: the choice that is read from them, its verdict, and
/// that the softmax of their logarithms reproduces them. The model itself does not run here.
/// </summary>
internal static class ContrastiveChecks
{
    // The probabilities have five decimals and sum to 1 within 2e-5.
    private const double Rounding = 0.00005;

    public static IEnumerable<ParityCheck> Of(ParityData data)
    {
        foreach (var golden in data.Probabilities)
        {
            var id = $"contrastive/{golden.Id}";
            var choice = Enumerable.Range(0, golden.Values.Count).FirstOrDefault(option => IsChosen(golden.Values, option), -1);
            yield return ParityCheck.Exact($"{id}/choice", "option chosen from the published probabilities", golden.Choice, choice);
            if (golden.Gold is { } gold)
                yield return ParityCheck.Exact($"{id}/verdict", $"verdict where option {gold} is right", MatcherChecks.Verdict(golden.Choice == gold), MatcherChecks.Verdict(IsChosen(golden.Values, gold)));
            yield return ParityCheck.Within($"{id}/softmax", "greatest difference of the softmax of their logarithms", 0, SoftmaxError(golden.Values), Rounding, 4);
        }
    }

    private static bool IsChosen(IReadOnlyList<float> values, int option) => OutcomeClassifier.ClassifyScores(values, option) == Outcome.Correct;

    private static double SoftmaxError(IReadOnlyList<float> values)
    {
        var probabilities = new double[values.Count];
        OptionProbabilities.Softmax([.. values.Select(value => (float)Math.Log(value))], 1, probabilities);
        return probabilities.Select((probability, option) => Math.Abs(probability - values[option])).Max();
    }
}
