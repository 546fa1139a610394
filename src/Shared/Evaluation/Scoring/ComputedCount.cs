namespace MuBench.Scoring;

/// <summary>The number of a contrastive model's responses with one kind of computation.</summary>
/// <param name="By">The precision and the instruction set, such as <c>fp32 on x64 AVX2</c>, or <see cref="NotRecorded"/>.</param>
/// <param name="Answers">Number of responses.</param>
public sealed record ComputedCount(string By, long Answers)
{
    /// <summary>The name for responses without this information: from another server, or logged by an earlier version.</summary>
    public const string NotRecorded = "not recorded";
}
