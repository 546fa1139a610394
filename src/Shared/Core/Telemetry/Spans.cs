using System.Diagnostics;
using MuBench.Versions;

namespace MuBench.Telemetry;

/// <summary>The activity source: one span around each part of a run. Without a listener, no span is created.</summary>
/// <remarks>
/// Spans contain ids, counts and kinds of faults only: no question, no response, no message of an exception. Baggage stays
/// empty, because it would be sent to the endpoints.
/// </remarks>
public static class Spans
{
    private static readonly ActivitySource Source = new(TelemetryNames.Source, CodeVersion.Current.Version);

    /// <summary>Runs a part of a run in a span.</summary>
    /// <param name="name">The span's name.</param>
    /// <param name="runId">The run.</param>
    /// <param name="modelId">The model; null if the part concerns all models.</param>
    /// <param name="work">The work; takes the span, or null if there is no listener.</param>
    public static Task<T> TraceAsync<T>(string name, string runId, string? modelId, Func<Activity?, Task<T>> work) =>
        Source.HasListeners() ? TracedAsync(name, runId, modelId, work) : work(null);

    /// <summary>Starts the span of a call, as a child of the current span; null if there is no listener.</summary>
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

    /// <summary>Sets the counts of a shard's, a model's or a run's questions on its span.</summary>
    public static void SetCounts(this Activity? span, int answered, int reused, int failed, int notRun)
    {
        if (span is not { IsAllDataRequested: true })
            return;
        span.SetTag(TelemetryNames.AnsweredCount, answered);
        span.SetTag(TelemetryNames.ReusedCount, reused);
        span.SetTag(TelemetryNames.FailedCount, failed);
        span.SetTag(TelemetryNames.NotRunCount, notRun);
    }

    /// <summary>Marks a model as stopped on its span. The reason is left out: it quotes the endpoint.</summary>
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
            // The type only: a message may quote an endpoint or name a path.
            span?.SetTag(TelemetryNames.ErrorType, exception.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }
}
