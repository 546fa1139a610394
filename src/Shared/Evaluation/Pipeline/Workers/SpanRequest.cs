namespace MuBench.Pipeline.Workers;

/// <summary>A span of shards to be put to one pass of a model.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Attempt">The attempt at it that asks.</param>
/// <param name="ModelId">Id of the pass in the plan.</param>
/// <param name="Span">Position of the span.</param>
/// <param name="Shards">Positions of those shards in the plan that remain of the span; null for all.</param>
public sealed record SpanRequest(string RunId, string Attempt, string ModelId, int Span, IReadOnlyList<int>? Shards = null);
