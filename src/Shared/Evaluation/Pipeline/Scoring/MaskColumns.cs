using MuBench.Datasets;
using MuBench.Responses;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Styles;

namespace MuBench.Pipeline.Scoring;

/// <summary>
/// How well the boxes of each response cover the true outlines, collected while a model's response log is read. Values
/// are millionths.
/// </summary>
internal sealed class MaskColumns
{
    private readonly List<int> _ious = [];
    private readonly List<int> _dices = [];
    private readonly List<bool> _hasOutlines = [];

    /// <summary>Whether the outlines of a question are known.</summary>
    public IReadOnlyList<bool> HasOutlines => _hasOutlines;

    /// <summary>The values of each question by metric; 0 if there is no response.</summary>
    public IEnumerable<(string Metric, int[] Credits)> Metrics => [(MuBench.Scoring.Metrics.MaskIou, [.. _ious]), (MuBench.Scoring.Metrics.Dice, [.. _dices])];

    /// <summary>Adds a question.</summary>
    public void Add(ResponseRecord? record, Question question)
    {
        var overlap = record is null || question.Target is null ? null : LocalizationStyle.OverlapOf(record, question);
        _hasOutlines.Add(question.Target is { Polygons.Count: > 0 });
        _ious.Add(QuestionCredits.Of(overlap?.Iou ?? 0));
        _dices.Add(QuestionCredits.Of(overlap?.Dice ?? 0));
    }
}
