using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Workers;

/// <summary>Cuts the shards of a run into spans: what one worker is given at a time.</summary>
/// <remarks>
/// A span has some hundred questions, so that a conductor that keeps a history has a few events per thousand questions
/// whatever the shards' size, and so that the spans of one model are a few hundred at most. Pure: the same for the same plan.
/// </remarks>
internal static class ShardSpans
{
    /// <summary>Questions of a span, in a run of any size.</summary>
    public const int MinQuestions = 600;

    /// <summary>Most shards of a span: their numbers are part of a small record.</summary>
    public const int MaxShards = 128;

    private const int MaxSpans = 200;

    /// <summary>The spans, as positions of shards in the plan, in order.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Of(RunPlan plan)
    {
        var target = Math.Max(MinQuestions, plan.Questions / MaxSpans);
        var spans = new List<IReadOnlyList<int>>();
        var span = new List<int>();
        var questions = 0;
        for (var shard = 0; shard < plan.Shards.Count; shard++)
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
