namespace MuBench.Responses;

/// <summary>What a response log holds.</summary>
/// <param name="Records">The answers by key; of several lines with one key, the first.</param>
/// <param name="BrokenLines">
/// Lines before the last that are no answer: torn by a crash or damaged. Their questions count as not answered.
/// </param>
public sealed record ResponseLog(IReadOnlyDictionary<string, ResponseRecord> Records, int BrokenLines)
{
    /// <summary>Further answers of a key, in order: another process had asked the same, and they are paid too.</summary>
    public IReadOnlyList<ResponseRecord> Repeated { get; init; } = [];
}
