using MuBench.Datasets;
using MuBench.Models;

namespace MuBench.Pipeline.Passes;

/// <summary>A question as a pass asks it.</summary>
/// <param name="Question">The question, its options in the order shown.</param>
/// <param name="Shown">The image that is shown; null for none.</param>
/// <param name="Variants">The forms, the one that is scored first; none where the model is not asked the question.</param>
internal readonly record struct AskedQuestion(Question Question, ImageRecord? Shown, IReadOnlyList<PromptVariant> Variants);
