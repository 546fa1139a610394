using MuBench.Datasets;

namespace MuBench.Models.Floors;

/// <summary>
/// The floor that knows how often each option is correct in the dataset (per question key; for classification per
/// source dataset). It picks the most frequent option of a question.
/// </summary>
internal sealed class MajorityFloor(DatasetInfo dataset) : FloorModel
{
    /// <inheritdoc/>
    protected override int Choose(PendingQuestion question)
    {
        var options = question.Question.Options;
        var counts = dataset.Answers.GetValueOrDefault(question.Question.AnswerGroup(question.Image.Source));
        return Enumerable.Range(0, options.Count).MaxBy(index => counts?.GetValueOrDefault(options[index]) ?? 0);
    }
}
