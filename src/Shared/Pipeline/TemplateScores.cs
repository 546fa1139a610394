using MuBench.Models;
using MuBench.Scoring;

namespace MuBench.Pipeline;

/// <summary>Scores of a contrastive model under the first caption template, beside the official second one.</summary>
internal static class TemplateScores
{
    /// <summary>The scores per task as slice <c>template:_0</c>; empty where no question was asked so.</summary>
    public static IReadOnlyList<SliceScore> Of(ModelAnswers answers, int seed)
    {
        if (answers.Template0.All(outcome => outcome is null))
            return [];
        var kept = Enumerable.Range(0, answers.Template0.Count).Where(index => answers.Template0[index] is not null).ToArray();
        var scores = ScoreCalculator.Score(
            answers.Items.Subset(kept), [.. kept.Select(index => answers.Template0[index]!.Value)], Protocols.Official, seed);
        return [.. scores.Where(score => score.Slice == "all").Select(score => score with { Slice = "template:" + QuestionForms.Template0 })];
    }
}
