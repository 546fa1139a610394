using MuBench.Datasets;
using MuBench.Scoring.Results;

namespace MuBench.Scoring.Parity;

/// <summary>The expected accuracy of random guessing.</summary>
/// <remarks>
/// Assumptions, which hold in all inspected rows of the release: four options for modality, six for the other coarse
/// types. A classification has the classes of its dataset, at most five of them, and "none of the above", which is
/// never correct but can be guessed.
/// </remarks>
internal static class ChanceChecks
{
    private const int MaxClasses = 5;

    public static IEnumerable<ParityCheck> Of(ParityData data)
    {
        var keys = data.WeightsOfKeys();
        var coarse = 100 * keys.Sum(key => key.Value / (key.Key == QuestionKeys.Modality ? 4.0 : 6.0)) / keys.Values.Sum();
        var fine = 100 * data.Datasets.Sum(dataset => dataset.Images / (Math.Min(dataset.Classes, MaxClasses) + 1.0)) / data.Datasets.Sum(dataset => dataset.Images);
        yield return ParityCheck.Within("chance/coarse", "chance in %: 4 options for modality, 6 for the others", 18.35, coarse, 0.005, 2);
        yield return ParityCheck.Within("chance/fine", "chance in %: classes of the dataset, at most 5, and none of the above", 18.75, fine, 0.005, 2);
        yield return Published("coarse", coarse);
        yield return Published("fine", fine);
    }

    private static ParityCheck Published(string task, double chance)
    {
        var random = PublishedResults.OfMicroBench([task]).Single(result => result.Model == "Random");
        return ParityCheck.Within($"chance/published {task}", $"{task}: chance against the published random model in %", 100 * random.Accuracy, chance, 100 * random.HalfWidth!.Value, 2, "its published half-width");
    }
}
