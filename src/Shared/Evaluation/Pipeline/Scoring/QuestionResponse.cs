using MuBench.Datasets;
using MuBench.Models;
using MuBench.Responses;

namespace MuBench.Pipeline.Scoring;

/// <summary>One question of a run with its responses in the log.</summary>
/// <param name="Image">The question's own item.</param>
/// <param name="Question">The question as stored in the dataset.</param>
/// <param name="Asked">The question as it was asked, with its options in display order.</param>
/// <param name="Variants">Its prompt variants, the scored one first; empty if the model is not asked the question.</param>
/// <param name="Records">The responses of its shard by key.</param>
/// <param name="IsFaulted">Whether the question is among the run's faults.</param>
internal sealed record QuestionResponse(
    ImageRecord Image, Question Question, Question Asked, IReadOnlyList<PromptVariant> Variants, IReadOnlyDictionary<string, ResponseRecord> Records, bool IsFaulted)
{
    /// <summary>The response that counts; null if there is none.</summary>
    public ResponseRecord? Record { get; } = VariantResponses.Scored(Variants, Records);
}
