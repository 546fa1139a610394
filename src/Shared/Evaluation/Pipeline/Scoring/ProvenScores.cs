using MuBench.Proofs;
using MuBench.Scoring;

namespace MuBench.Pipeline.Scoring;

/// <summary>A model's scores with what they were made from.</summary>
/// <param name="Scores">The scores.</param>
/// <param name="Proof">The proof of the answers and files that they were made from.</param>
/// <param name="Changed">Number of answers that are not those of the earlier proof; 0 where none was given.</param>
/// <param name="Changes">Some of them, in words that name file, line and question.</param>
internal sealed record ProvenScores(ModelScores Scores, ModelProof Proof, int Changed, IReadOnlyList<string> Changes);
