using MuBench.Scoring;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Slices;

namespace MuBench.Pipeline.Scoring;

/// <summary>
/// Scores of a contrastive model with further prompt variants besides the official second caption template: the first
/// template, and an ensemble.
/// </summary>
internal static class TemplateScores
{
    /// <summary>
    /// The scores per task as slices <c>template:_0</c> and <c>template:ensemble</c>, and per coarse key as
    /// <c>template:_0/KEY</c>; empty if no question was asked in these variants.
    /// </summary>
    public static IEnumerable<SliceScore> Of(ResponseTable responses, int seed, int looks = 1) =>
        responses.Templates.Outcomes.SelectMany(variant => Of(responses, variant.Key, variant.Value, seed, looks));

    private static IEnumerable<SliceScore> Of(ResponseTable responses, string variant, List<Outcome?> asked, int seed, int looks)
    {
        var outcomes = asked.Select(outcome => outcome ?? Outcome.NotRun).ToArray();
        foreach (var whole in responses.Items.Slices.Where(slice => TemplateCalculator.IsWholeOrKey(responses.Items, slice)))
        {
            var questions = whole.Questions.ToArray().Where(question => asked[question] is not null).ToArray();
            if (questions.Length > 0)
                yield return ScoreCalculator.Score(responses.Items, new QuestionSlice(whole.Task, NameOf(variant, whole.Slice), questions), outcomes, Protocols.Official, seed, looks: looks);
        }
    }

    private static string NameOf(string variant, string slice) => "template:" + variant + (slice == SliceRules.All ? "" : "/" + slice);
}
