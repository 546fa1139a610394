using MuBench.Datasets;

namespace MuBench.Scoring.Parity;

/// <summary>The numbers of questions per type in the evaluated datasets.</summary>
internal static class ReleaseQuestionCounts
{
    /// <summary>Whether each image of a dataset has a question of a coarse type.</summary>
    public static bool Has(this EvaluatedDataset dataset, string key) => key != QuestionKeys.Stain || dataset.Stained;

    /// <summary>Number of questions by coarse type.</summary>
    public static Dictionary<string, int> WeightsOfKeys(this ParityData data) => QuestionKeys.Coarse.ToDictionary(
        key => key, key => data.Datasets.Where(dataset => dataset.Has(key)).Sum(dataset => dataset.Images), StringComparer.Ordinal);
}
