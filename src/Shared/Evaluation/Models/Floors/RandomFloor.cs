using MuBench.Json;

namespace MuBench.Models.Floors;

/// <summary>The floor that picks an option at random with a seed. The same question always gets the same pick.</summary>
internal sealed class RandomFloor(int seed) : FloorModel
{
    /// <inheritdoc/>
    protected override int Choose(PendingQuestion question)
    {
        // A hash, and not a random sequence: the choice must not depend on the order of evaluation.
        var hash = Hashing.Sha256(System.Text.Encoding.UTF8.GetBytes($"random\n{seed}\n{question.Image.ContentSha256}\n{question.Variants[0].Prompt}"));
        return (int)(Convert.ToUInt64(hash[..16], 16) % (ulong)question.Question.Options.Count);
    }
}
