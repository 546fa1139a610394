using MuBench.Scoring;
using MuBench.Scoring.Outcomes;

namespace MuBench.Pipeline.Scoring;

/// <summary>What the response log says of one model's questions. Made by <see cref="ModelResponsesReader"/>.</summary>
/// <param name="Table">The answers, question by question.</param>
/// <param name="Provenance">Where the answers come from.</param>
/// <param name="Usage">What the answers took.</param>
/// <param name="Faults">Reasons of failed questions, the most frequent first.</param>
internal sealed record ModelResponses(ResponseTable Table, ResponseProvenance Provenance, ModelUsage Usage, IReadOnlyList<FaultCount> Faults);
