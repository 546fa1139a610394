using MuBench.Datasets;
using MuBench.Models;

namespace MuBench.Pipeline.Passes;

/// <summary>A question in the form in which a pass asks it.</summary>
/// <param name="Question">The question, with its options in display order.</param>
/// <param name="Shown">The image that is shown; null for none.</param>
/// <param name="Variants">The prompt variants, the scored one first; empty if the model is not asked the question.</param>
internal readonly record struct AskedQuestion(Question Question, ImageRecord? Shown, IReadOnlyList<PromptVariant> Variants);
