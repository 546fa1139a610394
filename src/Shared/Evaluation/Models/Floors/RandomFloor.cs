using MuBench.Json;

namespace MuBench.Models.Floors;

/// <summary>The floor that picks one of the options at random: seeded, and the same for a question wherever it is asked.</summary>
internal sealed class RandomFloor(int seed) : FloorModel
{
    /// <inheritdoc/>
    protected override int Choose(PendingQuestion question)
    {
        // A hash and not a sequence: the choice depends on no order of evaluation.
        var hash = Hashing.Sha256(System.Text.Encoding.UTF8.GetBytes($"random\n{seed}\n{question.Image.ContentSha256}\n{question.Variants[0].Prompt}"));
        return (int)(Convert.ToUInt64(hash[..16], 16) % (ulong)question.Question.Options.Count);
    }
}
