namespace MuBench.Scoring;

/// <summary>Answers of a contrastive model that were computed in one way.</summary>
/// <param name="By">The precision and the instruction set, such as <c>fp32 on x64 AVX2</c>, or <see cref="NotRecorded"/>.</param>
/// <param name="Answers">Number of answers.</param>
public sealed record ComputedCount(string By, long Answers)
{
    /// <summary>What stands for answers that do not say: of another server, or logged by an earlier version.</summary>
    public const string NotRecorded = "not recorded";
}
