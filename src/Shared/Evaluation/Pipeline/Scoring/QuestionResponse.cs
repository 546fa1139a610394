using MuBench.Datasets;
using MuBench.Models;
using MuBench.Responses;

namespace MuBench.Pipeline.Scoring;

/// <summary>One question of a run with what the response log has for it.</summary>
/// <param name="Image">The question's own image.</param>
/// <param name="Question">The question, as the dataset has it.</param>
/// <param name="Asked">The question as it was asked: its options in the order shown.</param>
/// <param name="Forms">Its forms, the scored one first; none where the model is not asked it.</param>
/// <param name="Records">The answers of its shard by key.</param>
/// <param name="IsFaulted">Whether the question is among the run's faults.</param>
internal sealed record QuestionResponse(
    ImageRecord Image, Question Question, Question Asked, IReadOnlyList<PromptVariant> Forms, IReadOnlyDictionary<string, ResponseRecord> Records, bool IsFaulted)
{
    /// <summary>The answer that counts; null where there is none.</summary>
    public ResponseRecord? Record { get; } = VariantResponses.Scored(Forms, Records);
}
