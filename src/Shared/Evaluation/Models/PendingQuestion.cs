using MuBench.Datasets;

namespace MuBench.Models;

/// <summary>A question that the response log has no complete answer to.</summary>
/// <param name="Image">The image that is asked about.</param>
/// <param name="Question">The question.</param>
/// <param name="Variants">The forms that are still missing, at least one.</param>
/// <param name="Copies">How many questions of the shard are this one to the byte (the release repeats pictures): asked once, counted this often.</param>
public sealed record PendingQuestion(ImageRecord Image, Question Question, IReadOnlyList<PromptVariant> Variants, int Copies)
{
    /// <summary>The image whose bytes are sent: the question's own, another one in a control, or null for none.</summary>
    public ImageRecord? Shown { get; init; } = Image;
}
