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
    /// <param name="table">The responses.</param>
    /// <param name="model">The model.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="looks">Number of looks for which intervals allow; 1 for a run that asks every question.</param>
    public static IReadOnlyList<SliceScore> Of(ResponseTable table, PlannedModel model, int seed, int looks)
    {
        var responses = table.OfAsked();
        var closed = responses.Items.WithSlices(slice => !slice.IsGraded);
        IReadOnlyList<SliceScore> boxes = model.DrawsBoxes ? Boxes(responses, seed, looks) : [];
        return
        [
            .. Protocols.All.SelectMany(protocol => ScoreCalculator.Score(closed, responses.Outcomes[protocol], protocol, seed, looks: looks)
                .Concat(boxes.Select(score => score with { Protocol = protocol }))),
            .. TemplateScores.Of(responses, seed, looks),
        ];
    }

    private static IReadOnlyList<SliceScore> Boxes(ResponseTable responses, int seed, int looks)
    {
        var credits = QuestionCredits.Unpack(responses.Credits, responses.Items.Count);
        return
        [
            .. ScoreCalculator.Score(responses.Items.WithSlices(slice => slice.IsGraded), responses.Outcomes[Protocols.Official], Protocols.Official, seed, credits, looks),
            .. MaskScores.Of(responses, Protocols.Official, seed, looks),
        ];
    }
}
