using System.Diagnostics;
using System.Diagnostics.Metrics;
using MuBench.Manifests;
using MuBench.Secrets;
using MuBench.Telemetry;
using MuBench.Throttling;

namespace MuBench.Models.Telemetry;

/// <summary>Traces and metrics of the calls of one model.</summary>
/// <remarks>
/// <c>OpenTelemetryChatClient</c> is not used. On a failure it records the exception's message, in which an endpoint
/// may quote the prompt or the key, and an environment variable makes it record prompts and responses. It knows neither
/// the run nor the kind of fault, and its spans do not separate attempts.
/// </remarks>
internal sealed class CallTelemetry(ModelManifest model, SecretMask mask)
{
    private const int MaxCharacters = 100;

    private readonly string _name = $"{EndpointTags.Of(model).Operation} {model.Model ?? model.Deployment}".TrimEnd();

    /// <summary>The tags of the calls' endpoint.</summary>
    public EndpointTags Endpoint { get; } = EndpointTags.Of(model);

    /// <summary>Starts the span of a call; null if no listener is attached.</summary>
    /// <param name="attempt">The number of the attempt at the question, from 1.</param>
    /// <param name="hedge">Whether it is a hedged request.</param>
    public CallSpan? Begin(int attempt, bool hedge)
    {
        if (hedge)
            Count(Instruments.CallsHedged);
        else if (attempt > 1)
            Count(Instruments.CallsRetried);
        var span = Spans.StartCall(_name);
        if (span is null && !Instruments.CallDuration.Enabled && !Instruments.TokenUsage.Enabled && !Instruments.CallsRefused.Enabled)
            return null;
        if (span is { IsAllDataRequested: true })
            Describe(span, attempt, hedge);
        return new CallSpan(this, span);
    }

    /// <summary>Records how long a question waited before a call.</summary>
    /// <param name="reason"><c>slot</c> or <c>retry</c>.</param>
    /// <param name="time">Duration of the wait.</param>
    public void RecordWait(string reason, TimeSpan time)
    {
        if (!Instruments.CallWait.Enabled)
            return;
        var tags = new TagList { { TelemetryNames.WaitReason, reason } };
        Endpoint.AddTo(ref tags);
        Instruments.CallWait.Record(time.TotalSeconds, tags);
    }

    /// <summary>Counts a call.</summary>
    public void Count(Counter<long> counter)
    {
        if (!counter.Enabled)
            return;
        var tags = new TagList();
        Endpoint.AddTo(ref tags);
        counter.Add(1, tags);
    }

    /// <summary>A text of the endpoint, such as a model's name, without the key and with limited length.</summary>
    public string? Sanitize(string? word) => word is null ? null : mask.Apply(word) is var masked && masked.Length > MaxCharacters ? masked[..MaxCharacters] : masked;

    private void Describe(Activity span, int attempt, bool hedge)
    {
        var tags = new TagList();
        Endpoint.AddTo(ref tags);
        foreach (var (name, value) in tags)
            span.SetTag(name, value);
        if (Endpoint.Operation != EndpointTags.Embeddings)
        {
            span.SetTag(TelemetryNames.RequestMaxTokens, model.Generation.OutputLimit);
            span.SetTag(TelemetryNames.RequestTemperature, model.Generation.Temperature);
        }

        span.SetTag(TelemetryNames.Attempt, attempt);
        if (hedge)
            span.SetTag(TelemetryNames.Hedge, true);
    }
}
