using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MuBench.Functions.Activities;
using MuBench.Functions.Orchestrations;
using MuBench.Pipeline.Workers;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>The context of an orchestration whose activities return scripted results, and whose timers end at once.</summary>
/// <param name="prepared">The results of preparing a pass, one per call; the last one is repeated.</param>
internal class ScriptedContext(params PreparePassResult[] prepared) : TaskOrchestrationContext
{
    private int _prepared;
    private DateTime _now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The duration of each timer.</summary>
    public List<TimeSpan> Timers { get; } = [];

    /// <summary>The called activities, in order.</summary>
    public List<string> Activities { get; } = [];

    /// <summary>Evaluates a span; by default no span is evaluated.</summary>
    public Func<SpanRequest, SpanResult> Evaluate { get; init; } = _ => throw new NotSupportedException();

    /// <summary>The version of the orchestration; that of new ones by default.</summary>
    public int StartedWith { get; init; } = OrchestrationVersions.Current;

    /// <summary>The evaluated spans, in order.</summary>
    public List<SpanRequest> Spans { get; } = [];

    /// <summary>The time that the timers took.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Timers.Sum(timer => timer.Ticks));

    /// <summary>The pass that was to be scored; null for none.</summary>
    public PassRequest? Scored { get; private set; }

    public override TaskName Name => "scripted";

    public override string InstanceId => "scripted";

    public override string Version => StartedWith.ToString(CultureInfo.InvariantCulture);

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => false;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        Activities.Add(name.Name);
        object result;
        if (name.Name == ActivityNames.PreparePass)
        {
            result = prepared[Math.Min(_prepared++, prepared.Length - 1)];
        }
        else if (name.Name == ActivityNames.EvaluateSpan)
        {
            Spans.Add((SpanRequest)input!);
            return (Task<TResult>)(object)EvaluateAsync((SpanRequest)input!);
        }
        else
        {
            Assert.Equal(ActivityNames.ScorePass, name.Name);
            Scored = (PassRequest)input!;
            result = new ScorePassResult(false, null!);
        }

        return Task.FromResult((TResult)result);
    }

    /// <summary>Evaluates a span.</summary>
    protected virtual Task<SpanResult> EvaluateAsync(SpanRequest span) => Task.FromResult(Evaluate(span));

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Timers.Add(fireAt - _now);
        _now = fireAt;
        return Task.CompletedTask;
    }

    public override T GetInput<T>() => throw new NotSupportedException();

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
    }

    public override void SetCustomStatus(object? customStatus)
    {
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) => throw new NotSupportedException();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw new NotSupportedException();

    public override Guid NewGuid() => Guid.Empty;
}
