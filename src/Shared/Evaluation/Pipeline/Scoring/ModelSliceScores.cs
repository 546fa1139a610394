using MuBench.Pipeline.Planning;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;

namespace MuBench.Pipeline.Scoring;

/// <summary>All scores of a model: closed questions per protocol, boxes, and further prompt variants.</summary>
internal static class ModelSliceScores
{
    /// <summary>
    /// The scores, those of the official protocol first. Boxes are read in the same way under every protocol, so they
    /// are computed once.
    /// </summary>
    public static IReadOnlyList<SliceScore> Of(ResponseTable answers, PlannedModel model, int seed)
    {
        var closed = answers.Items.WithSlices(slice => !slice.IsGraded);
        IReadOnlyList<SliceScore> boxes = model.DrawsBoxes ? Boxes(answers, seed) : [];
        return
        [
            .. Protocols.All.SelectMany(protocol => ScoreCalculator.Score(closed, answers.Outcomes[protocol], protocol, seed)
                .Concat(boxes.Select(score => score with { Protocol = protocol }))),
            .. TemplateScores.Of(answers, seed),
        ];
    }

    private static IReadOnlyList<SliceScore> Boxes(ResponseTable answers, int seed)
    {
        var credits = QuestionCredits.Unpack(answers.Credits, answers.Items.Count);
        return
        [
            .. ScoreCalculator.Score(answers.Items.WithSlices(slice => slice.IsGraded), answers.Outcomes[Protocols.Official], Protocols.Official, seed, credits),
            .. MaskScores.Of(answers, Protocols.Official, seed),
        ];
    }
}
