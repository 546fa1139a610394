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
    public static IReadOnlyList<SliceScore> Of(ResponseTable responses, PlannedModel model, int seed)
    {
        var closed = responses.Items.WithSlices(slice => !slice.IsGraded);
        IReadOnlyList<SliceScore> boxes = model.DrawsBoxes ? Boxes(responses, seed) : [];
        return
        [
            .. Protocols.All.SelectMany(protocol => ScoreCalculator.Score(closed, responses.Outcomes[protocol], protocol, seed)
                .Concat(boxes.Select(score => score with { Protocol = protocol }))),
            .. TemplateScores.Of(responses, seed),
        ];
    }

    private static IReadOnlyList<SliceScore> Boxes(ResponseTable responses, int seed)
    {
        var credits = QuestionCredits.Unpack(responses.Credits, responses.Items.Count);
        return
        [
            .. ScoreCalculator.Score(responses.Items.WithSlices(slice => slice.IsGraded), responses.Outcomes[Protocols.Official], Protocols.Official, seed, credits),
            .. MaskScores.Of(responses, Protocols.Official, seed),
        ];
    }
}
