using MuBench.Scoring;

namespace MuBench.Pipeline;

/// <summary>What the response log says of one model's questions. Made by <see cref="ModelAnswersReader"/>.</summary>
/// <param name="Table">The answers, question by question.</param>
/// <param name="Provenance">Where the answers come from.</param>
/// <param name="Usage">What the answers took.</param>
/// <param name="Faults">Reasons of failed questions, the most frequent first.</param>
internal sealed record ModelAnswers(AnswerTable Table, AnswerProvenance Provenance, ModelUsage Usage, IReadOnlyList<FaultCount> Faults);
