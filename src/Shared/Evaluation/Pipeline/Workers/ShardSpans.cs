using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Workers;

/// <summary>Divides the shards of a run into spans: the work of one worker call.</summary>
/// <remarks>
/// A span has some hundred questions. A conductor with a history therefore has a few events per thousand questions,
/// whatever the size of the shards, and a model has at most a few hundred spans. Deterministic: the same plan gives the
/// same spans.
/// </remarks>
internal static class ShardSpans
{
    /// <summary>Minimum number of questions of a span: small enough that a run of some thousand questions keeps several workers busy to its end.</summary>
    public const int MinQuestions = 300;

    /// <summary>The minimum in records that name none.</summary>
    private const int FormerMinQuestions = 600;

    /// <summary>Maximum number of shards of a span: their numbers are part of a small record.</summary>
    public const int MaxShards = 128;

    private const int MaxSpans = 200;

    /// <summary>The spans, as positions of shards in the plan, in order.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="wave">The wave, from 1; 0 for all shards of a run that asks every question.</param>
    /// <param name="minQuestions">Minimum number of questions of a span; 0 for that of earlier versions.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Of(RunPlan plan, int wave = 0, int minQuestions = MinQuestions)
    {
        var target = Math.Max(minQuestions == 0 ? FormerMinQuestions : minQuestions, plan.Questions / MaxSpans);
        var spans = new List<IReadOnlyList<int>>();
        var span = new List<int>();
        var questions = 0;
        foreach (var shard in plan.ShardsOf(wave))
        {
            span.Add(shard);
            questions += plan.Shards[shard].Questions;
            if (questions < target && span.Count < MaxShards)
                continue;
            spans.Add(span);
            (span, questions) = ([], 0);
        }

        if (span.Count > 0)
            spans.Add(span);
        return spans;
    }
}
