using System.Diagnostics;
using MuBench.Versions;

namespace MuBench.Telemetry;

/// <summary>The activity source: a span around each part of a run. Where nobody listens, none is made.</summary>
/// <remarks>
/// What goes into a span is ids, counts and kinds of faults: no question, no answer, no message of an exception. Nothing is put
/// into baggage either, which would be sent to the endpoints.
/// </remarks>
public static class Spans
{
    private static readonly ActivitySource Source = new(TelemetryNames.Source, CodeVersion.Current.Version);

    /// <summary>Does a part of a run in a span.</summary>
    /// <param name="name">The span's name.</param>
    /// <param name="runId">The run.</param>
    /// <param name="modelId">The model; null for what concerns them all.</param>
    /// <param name="work">Does it; takes the span, or null where nobody wants to know.</param>
    public static Task<T> TraceAsync<T>(string name, string runId, string? modelId, Func<Activity?, Task<T>> work) =>
        Source.HasListeners() ? TracedAsync(name, runId, modelId, work) : work(null);

    /// <summary>Starts the span of a call, under the span of whoever calls; null where nobody wants to know.</summary>
    public static Activity? StartCall(string name)
    {
        var parent = Activity.Current;
        if (Source.StartActivity(name, ActivityKind.Client) is not { } span)
            return null;
        if (span.IsAllDataRequested && parent is not null)
        {
            foreach (var shared in (ReadOnlySpan<string>)[TelemetryNames.RunId, TelemetryNames.ModelId, TelemetryNames.Shard])
                span.SetTag(shared, parent.GetTagItem(shared));
        }

        return span;
    }

    /// <summary>Says how a shard's, a model's or a run's questions ended.</summary>
    public static void SetCounts(this Activity? span, int answered, int reused, int failed, int notRun)
    {
        if (span is not { IsAllDataRequested: true })
            return;
        span.SetTag(TelemetryNames.AnsweredCount, answered);
        span.SetTag(TelemetryNames.ReusedCount, reused);
        span.SetTag(TelemetryNames.FailedCount, failed);
        span.SetTag(TelemetryNames.NotRunCount, notRun);
    }

    /// <summary>Says that a model was stopped, where it was. Why is not said: the reason quotes the endpoint.</summary>
    public static void SetStopped(this Activity? span, string? stopReason)
    {
        if (span is null || stopReason is null)
            return;
        span.SetTag(TelemetryNames.Stopped, true);
        span.SetStatus(ActivityStatusCode.Error);
    }

    private static async Task<T> TracedAsync<T>(string name, string runId, string? modelId, Func<Activity?, Task<T>> work)
    {
        using var span = Source.StartActivity(name);
        span?.SetTag(TelemetryNames.RunId, runId);
        if (modelId is not null)
            span?.SetTag(TelemetryNames.ModelId, modelId);
        try
        {
            return await work(span).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            span?.SetTag(TelemetryNames.Interrupted, true);
            throw;
        }
        catch (Exception exception)
        {
            // The type alone: a message may quote an endpoint, or name a path.
            span?.SetTag(TelemetryNames.ErrorType, exception.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }
}
