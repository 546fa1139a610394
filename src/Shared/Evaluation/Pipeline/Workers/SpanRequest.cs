namespace MuBench.Pipeline.Workers;

/// <summary>A span of shards to evaluate with one pass of a model.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Attempt">The attempt that sends the request.</param>
/// <param name="ModelId">Id of the pass in the plan.</param>
/// <param name="Span">Position of the span.</param>
/// <param name="Shards">Positions in the plan of the span's remaining shards; null for all.</param>
/// <param name="IsTry">Whether it is evaluated to find out whether an endpoint can be reached again.</param>
/// <param name="Wave">The wave of the span, from 1; 0 for a run that asks every question.</param>
/// <param name="Seconds">After this time the span returns its remaining shards; null for the worker's own limit, which is never exceeded.</param>
public sealed record SpanRequest(string RunId, string Attempt, string ModelId, int Span, IReadOnlyList<int>? Shards = null, bool IsTry = false, int Wave = 0, int? Seconds = null)
{
    /// <summary>Minimum number of questions of a span, by which the shards are divided; 0 for that of earlier versions.</summary>
    public int MinQuestions { get; init; }

    /// <summary>Whether the worker that finds every question of the pass answered scores it at once.</summary>
    public bool Scores { get; init; }

    /// <summary>Whether it then writes the report, because nothing else of the run is left.</summary>
    public bool Reports { get; init; }
}
