using MuBench.Datasets;
using MuBench.Json;
using MuBench.Scoring;

namespace MuBench.Models.Floors;

/// <summary>The floor that picks one of the options at random: seeded, and the same for a question wherever it is asked.</summary>
internal sealed class RandomFloor(int seed) : FloorModel
{
    /// <inheritdoc/>
    protected override int Choose(ImageRecord image, Question question)
    {
        // A hash and not a sequence: the choice depends on no order of evaluation.
        var hash = Hashing.Sha256(System.Text.Encoding.UTF8.GetBytes($"random\n{seed}\n{image.ContentSha256}\n{OfficialPrompt.Build(question)}"));
        return (int)(Convert.ToUInt64(hash[..16], 16) % (ulong)question.Options.Count);
    }
}
