using MuBench.Datasets;
using MuBench.Scoring;
using MuBench.Scoring.Slices;

namespace MuBench.Pipeline.Scoring;

/// <summary>Scores of boxes against the true outlines: an extension in addition to the authors' metric of boxes.</summary>
internal static class MaskScores
{
    /// <summary>
    /// The scores as slices <c>metric:mask-iou</c> and <c>metric:dice</c>. If there are several source datasets, also
    /// per source as <c>metric:dice/SOURCE</c>.
    /// </summary>
    public static IEnumerable<SliceScore> Of(ResponseTable responses, string protocol, int seed, int looks = 1)
    {
        var questions = responses.Items;
        if (questions.Slices.FirstOrDefault(slice => slice is { Task: BenchmarkTasks.Localization, Slice: SliceRules.All }) is not { } whole)
            yield break;
        var outlined = Array.FindAll(whole.Questions.ToArray(), question => responses.Masks.HasOutlines[question]);
        if (outlined.Length == 0)
            yield break;
        var sources = outlined.GroupBy(questions.SourceOf, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        foreach (var (metric, credits) in responses.Masks.Metrics)
        {
            yield return Score(outlined, $"metric:{metric}");
            foreach (var source in sources.Count > 1 ? sources : [])
                yield return Score([.. source], $"metric:{metric}/{source.Key}");

            SliceScore Score(int[] members, string name) => ScoreCalculator.Score(
                questions, new QuestionSlice(whole.Task, name, members), responses.Outcomes[protocol], protocol, seed, name, credits, metric, looks);
        }
    }
}
