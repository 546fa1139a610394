using MuBench.Pipeline.Workers;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>The context of an orchestration whose spans end when the test says so, in the order in which they were opened.</summary>
/// <param name="prepared">The result of preparing a pass.</param>
internal sealed class PendingContext(PreparePassResult prepared) : ScriptedContext(prepared)
{
    private readonly List<TaskCompletionSource<SpanResult>> _pending = [];

    /// <summary>Number of spans that have ended.</summary>
    public int Ended { get; private set; }

    /// <summary>Ends the oldest open span. The orchestration has taken its next steps when this returns.</summary>
    public void End(SpanResult result) => _pending[Ended++].SetResult(result);

    protected override Task<SpanResult> EvaluateAsync(SpanRequest span)
    {
        _pending.Add(new TaskCompletionSource<SpanResult>());
        return _pending[^1].Task;
    }
}
