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
    public static IEnumerable<SliceScore> Of(ResponseTable answers, int seed) =>
        answers.Templates.Outcomes.SelectMany(form => Of(answers, form.Key, form.Value, seed));

    private static IEnumerable<SliceScore> Of(ResponseTable answers, string form, List<Outcome?> asked, int seed)
    {
        var outcomes = asked.Select(outcome => outcome ?? Outcome.NotRun).ToArray();
        foreach (var whole in answers.Items.Slices.Where(slice => TemplateCalculator.IsWholeOrKey(answers.Items, slice)))
        {
            var items = whole.Questions.ToArray().Where(item => asked[item] is not null).ToArray();
            if (items.Length > 0)
                yield return ScoreCalculator.Score(answers.Items, new QuestionSlice(whole.Task, NameOf(form, whole.Slice), items), outcomes, Protocols.Official, seed);
        }
    }

    private static string NameOf(string form, string slice) => "template:" + form + (slice == SliceRules.All ? "" : "/" + slice);
}
