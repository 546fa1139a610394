namespace MuBench.Responses;

/// <summary>The content of a response log.</summary>
/// <param name="Records">The responses by key; of several lines with one key, the first.</param>
/// <param name="BrokenLines">
/// Number of lines before the last that are not valid responses: incomplete after a crash, or damaged. Their questions
/// count as not answered.
/// </param>
internal sealed record ResponseLog(IReadOnlyDictionary<string, ResponseRecord> Records, int BrokenLines)
{
    /// <summary>Further responses to a key, in order: another process asked the same question, and they were paid too.</summary>
    public IReadOnlyList<ResponseRecord> Repeated { get; init; } = [];
}
