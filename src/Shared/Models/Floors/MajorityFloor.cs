using MuBench.Datasets;

namespace MuBench.Models.Floors;

/// <summary>
/// The floor that knows how often each answer is correct in the dataset (per question key; for classification per
/// source dataset) and picks the most frequent of a question's options.
/// </summary>
internal sealed class MajorityFloor(DatasetInfo dataset) : FloorModel
{
    /// <inheritdoc/>
    protected override int Choose(ImageRecord image, Question question)
    {
        var counts = dataset.Answers.GetValueOrDefault(question.AnswerGroup(image.Source));
        return Enumerable.Range(0, question.Options.Count).MaxBy(index => counts?.GetValueOrDefault(question.Options[index]) ?? 0);
    }
}
