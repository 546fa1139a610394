using MuBench.Scoring;
using MuBench.Scoring.Outcomes;

namespace MuBench.Pipeline.Scoring;

/// <summary>The responses of one model in the response log. Made by <see cref="ModelResponsesReader"/>.</summary>
/// <param name="Table">The responses, question by question.</param>
/// <param name="Provenance">The origin of the responses.</param>
/// <param name="Usage">The usage of the responses.</param>
/// <param name="Faults">Reasons of failed questions, the most frequent first.</param>
internal sealed record ModelResponses(ResponseTable Table, ResponseProvenance Provenance, ModelUsage Usage, IReadOnlyList<FaultCount> Faults);
