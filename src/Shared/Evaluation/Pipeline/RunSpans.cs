using System.Diagnostics;
using MuBench.Pipeline.Progress;
using MuBench.Telemetry;
using MuBench.Throttling;

namespace MuBench.Pipeline;

/// <summary>The spans that a conductor puts around a run and its models; steps create their own.</summary>
public static class RunSpans
{
    /// <summary>Conducts a run within a span: its models and its report.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="models">The counters of its models.</param>
    /// <param name="run">Conducts the run; its result is null if it was interrupted.</param>
    public static Task<T> TraceRunAsync<T>(string runId, IReadOnlyList<ModelProgress> models, Func<Task<T>> run)
    {
        ArgumentNullException.ThrowIfNull(models);
        return Spans.TraceAsync(TelemetryNames.RunSpan, runId, null, async span =>
        {
            try
            {
                var result = await run().ConfigureAwait(false);
                if (result is null)
                    span?.SetTag(TelemetryNames.Interrupted, true);
                return result;
            }
            finally
            {
                SetCounts(span, models);
            }
        });
    }

    /// <summary>Evaluates a model of a run, or a part of its shards, within a span.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="progress">The model's counters.</param>
    /// <param name="work">Evaluates it.</param>
    public static Task<T> TraceModelAsync<T>(string runId, ModelProgress progress, Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return Spans.TraceAsync(TelemetryNames.ModelSpan, runId, progress.ModelId, async span =>
        {
            span?.SetTag(TelemetryNames.ModelKind, progress.Kind);
            try
            {
                return await work().ConfigureAwait(false);
            }
            finally
            {
                SetCounts(span, [progress]);
                span.SetStopped(progress.StopReason);
                if (progress.State == ModelStates.Interrupted)
                    span?.SetTag(TelemetryNames.Interrupted, true);
            }
        });
    }

    private static void SetCounts(Activity? span, IReadOnlyList<ModelProgress> models)
    {
        var (done, reused, failed) = (models.Sum(model => model.Done), models.Sum(model => model.Reused), models.Sum(model => model.Failed));
        span.SetCounts(done - reused, reused, failed, Math.Max(0, models.Sum(model => model.Questions) - done - failed));
    }
}
