namespace MuBench.Telemetry;

/// <summary>All names of MuBench's traces and metrics; <c>docs/operations.md</c> explains them.</summary>
/// <remarks>
/// Names that begin with <c>gen_ai.</c>, <c>server.</c> or <c>error.</c> are those of OpenTelemetry's semantic conventions. The
/// <c>gen_ai.</c> conventions are still in development.
/// </remarks>
public static class TelemetryNames
{
    /// <summary>The name of the activity source.</summary>
    public const string Source = "MuBench";

    /// <summary>The name of the meter.</summary>
    public const string Meter = "MuBench";

    /// <summary>Span: a run from its first model to its report, if one process conducts it.</summary>
    public const string RunSpan = "mubench.run";

    /// <summary>Span: a model of a run, or the part of it that one worker evaluates.</summary>
    public const string ModelSpan = "mubench.model";

    /// <summary>Span: one evaluation of a shard.</summary>
    public const string ShardSpan = "mubench.shard";

    /// <summary>Span: planning a run.</summary>
    public const string PlanSpan = "mubench.plan";

    /// <summary>Span: preparing a model.</summary>
    public const string PrepareSpan = "mubench.prepare";

    /// <summary>Span: looking at a run that stops when it knows enough.</summary>
    public const string LookSpan = "mubench.look";

    /// <summary>Span: scoring a model.</summary>
    public const string ScoreSpan = "mubench.score";

    /// <summary>Span: writing the report.</summary>
    public const string ReportSpan = "mubench.report";

    /// <summary>Attribute: the run's id. On every span, on no metric.</summary>
    public const string RunId = "mubench.run.id";

    /// <summary>Attribute: the model's id in the manifest. On the spans of a model and their children, on no metric.</summary>
    public const string ModelId = "mubench.model.id";

    /// <summary>Attribute: the model's kind in the manifest.</summary>
    public const string ModelKind = "mubench.model.kind";

    /// <summary>Attribute: position of the shard in the plan.</summary>
    public const string Shard = "mubench.shard";

    /// <summary>Attribute: the number of the attempt at a question, from 1.</summary>
    public const string Attempt = "mubench.call.attempt";

    /// <summary>Attribute: true on a hedged request, which is sent because the first request of the attempt is slow.</summary>
    public const string Hedge = "mubench.call.hedge";

    /// <summary>Attribute: whether the model was stopped; the reason is in <c>status.json</c>.</summary>
    public const string Stopped = "mubench.model.stopped";

    /// <summary>Attribute: whether a run or a model was interrupted before its end.</summary>
    public const string Interrupted = "mubench.interrupted";

    /// <summary>Attribute of a span: questions with a new response.</summary>
    public const string AnsweredCount = "mubench.questions.answered";

    /// <summary>Attribute of a span: questions whose response was already in the response log.</summary>
    public const string ReusedCount = "mubench.questions.reused";

    /// <summary>Attribute of a span: questions that failed.</summary>
    public const string FailedCount = "mubench.questions.failed";

    /// <summary>Attribute of a span: questions that were not asked.</summary>
    public const string NotRunCount = "mubench.questions.not_run";

    /// <summary>Attribute of a metric: how a question ended, <c>answered</c>, <c>reused</c> or <c>failed</c>.</summary>
    public const string Outcome = "mubench.outcome";

    /// <summary>Attribute of a metric: how an attempt at a run ended, <c>done</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public const string RunState = "mubench.run.state";

    /// <summary>Attribute of a metric: why a question waited, <c>permit</c> or <c>retry</c>.</summary>
    public const string WaitReason = "mubench.wait.reason";

    /// <summary>Attribute of a metric: <c>disk</c> or <c>blob</c>.</summary>
    public const string StoreKind = "mubench.store.kind";

    /// <summary>Attribute of a metric: the store's failed operation, in one word.</summary>
    public const string StoreOperation = "mubench.store.operation";

    /// <summary>
    /// Attribute: the operation: <c>chat</c>, <c>generate_content</c> for Gemini, <c>embeddings</c> for a contrastive model.
    /// </summary>
    public const string Operation = "gen_ai.operation.name";

    /// <summary>Attribute: the provider whose protocol is used.</summary>
    public const string Provider = "gen_ai.provider.name";

    /// <summary>Attribute: the requested model or deployment.</summary>
    public const string RequestModel = "gen_ai.request.model";

    /// <summary>Attribute: maximum number of tokens of a response.</summary>
    public const string RequestMaxTokens = "gen_ai.request.max_tokens";

    /// <summary>Attribute: the temperature.</summary>
    public const string RequestTemperature = "gen_ai.request.temperature";

    /// <summary>Attribute: the model that responded.</summary>
    public const string ResponseModel = "gen_ai.response.model";

    /// <summary>Attribute: why the response ended.</summary>
    public const string FinishReasons = "gen_ai.response.finish_reasons";

    /// <summary>Attribute: tokens of the prompt.</summary>
    public const string InputTokens = "gen_ai.usage.input_tokens";

    /// <summary>Attribute: tokens of the response.</summary>
    public const string OutputTokens = "gen_ai.usage.output_tokens";

    /// <summary>Attribute of a metric: <c>input</c> or <c>output</c>.</summary>
    public const string TokenType = "gen_ai.token.type";

    /// <summary>Attribute: the endpoint's host.</summary>
    public const string ServerAddress = "server.address";

    /// <summary>Attribute: the endpoint's port.</summary>
    public const string ServerPort = "server.port";

    /// <summary>Attribute: the kind of fault that ended an operation, in one word.</summary>
    public const string ErrorType = "error.type";

    /// <summary>Counter: questions, by <see cref="Outcome"/> and <see cref="ModelKind"/>.</summary>
    public const string Questions = "mubench.questions";

    /// <summary>Counter: finished attempts at runs, by <see cref="RunState"/>.</summary>
    public const string Runs = "mubench.runs";

    /// <summary>Counter: money spent on responses, in US dollars, by <see cref="ModelKind"/>.</summary>
    public const string Spent = "mubench.spent";

    /// <summary>Histogram: duration of a call in seconds.</summary>
    public const string CallDuration = "gen_ai.client.operation.duration";

    /// <summary>Histogram: tokens of a call, by <see cref="TokenType"/>.</summary>
    public const string TokenUsage = "gen_ai.client.token.usage";

    /// <summary>Counter: calls that the endpoint refused because of its rate limit (429).</summary>
    public const string CallsRefused = "mubench.calls.refused";

    /// <summary>Counter: calls that repeat a failed call for the same question.</summary>
    public const string CallsRetried = "mubench.calls.retried";

    /// <summary>Counter: hedged requests.</summary>
    public const string CallsHedged = "mubench.calls.hedged";

    /// <summary>Histogram: time in seconds that a question waited before a call, by <see cref="WaitReason"/>.</summary>
    public const string CallWait = "mubench.call.wait";

    /// <summary>Gauge: calls in flight at an endpoint.</summary>
    public const string EndpointInFlight = "mubench.endpoint.in_flight";

    /// <summary>Gauge: maximum number of calls in flight at an endpoint.</summary>
    public const string EndpointLimit = "mubench.endpoint.limit";

    /// <summary>
    /// Gauge: maximum number of calls per second that start at an endpoint; no value before the endpoint's first refusal.
    /// </summary>
    public const string EndpointPace = "mubench.endpoint.pace";

    /// <summary>Gauge: questions that wait for a permit at an endpoint.</summary>
    public const string EndpointQueued = "mubench.endpoint.queued";

    /// <summary>Counter: failed operations of the store, by <see cref="StoreKind"/> and <see cref="StoreOperation"/>.</summary>
    public const string StoreFaults = "mubench.store.faults";
}
