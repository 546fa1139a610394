namespace MuBench.Money;

/// <summary>The possible cost of calls without a response in the log: a line of <c>spending/MODELID/SHARD.jsonl</c>.</summary>
/// <param name="Usd">The maximum that they can have cost, in US dollars.</param>
internal sealed record UnloggedSpending(decimal Usd);
