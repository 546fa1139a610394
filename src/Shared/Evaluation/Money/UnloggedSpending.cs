namespace MuBench.Money;

/// <summary>What calls without an answer in the log may have cost: a line of <c>spending/MODELID/SHARD.jsonl</c>.</summary>
/// <param name="Usd">The most that they can have cost, in US dollars.</param>
public sealed record UnloggedSpending(decimal Usd);
