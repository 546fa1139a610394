using MuBench.Datasets;

namespace MuBench.Models;

/// <summary>A question without a complete response in the response log.</summary>
/// <param name="Image">The item of the question.</param>
/// <param name="Question">The question.</param>
/// <param name="Variants">The prompt variants without a response, at least one.</param>
/// <param name="Copies">
/// Number of byte-identical questions in the shard, because the release repeats images. The question is asked once and
/// counted this often.
/// </param>
internal sealed record PendingQuestion(ImageRecord Image, Question Question, IReadOnlyList<PromptVariant> Variants, int Copies)
{
    /// <summary>The item whose images are sent: the question's own, another one in a control, or null for none.</summary>
    public ImageRecord? Shown { get; init; } = Image;
}
