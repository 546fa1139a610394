using MuBench.Proofs;
using MuBench.Scoring;

namespace MuBench.Pipeline.Scoring;

/// <summary>A model's scores with their proof.</summary>
/// <param name="Scores">The scores.</param>
/// <param name="Proof">The proof of the responses and files behind the scores.</param>
/// <param name="Changed">Number of responses that differ from the earlier proof; 0 without one.</param>
/// <param name="Changes">Some of them, as texts that name file, line and question.</param>
internal sealed record ProvenScores(ModelScores Scores, ModelProof Proof, int Changed, IReadOnlyList<string> Changes);
