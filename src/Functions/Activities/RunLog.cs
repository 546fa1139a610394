using System.Globalization;
using Microsoft.Extensions.Logging;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Workers;
using MuBench.Printing;

namespace MuBench.Functions.Activities;

/// <summary>The log messages about runs, one line each. What comes from an endpoint is cleaned.</summary>
internal static partial class RunLog
{
    /// <summary>An attempt has begun.</summary>
    [LoggerMessage(20, LogLevel.Information, "Run {RunId}: attempt {Attempt} has begun: {Models} models, {Questions} questions each.")]
    public static partial void Begun(ILogger logger, string runId, string attempt, int models, int questions);

    /// <summary>A model is prepared, or cannot be asked.</summary>
    public static void Prepared(ILogger logger, string runId, PreparePassResult prepared)
    {
        if (prepared.StopReason is { } reason)
            Stopped(logger, runId, prepared.ModelId, ShownText.Clean(reason));
    }

    /// <summary>A span of a model is evaluated.</summary>
    public static void Evaluated(ILogger logger, SpanRequest span, SpanResult result)
    {
        if (result.StopReason is { } reason)
            Stopped(logger, span.RunId, span.ModelId, ShownText.Clean(reason));
    }

    /// <summary>A model is scored.</summary>
    public static void Scored(ILogger logger, string runId, ModelStatus model)
    {
        var level = model.State == ModelStates.Done && model.Done == model.Questions ? LogLevel.Information : LogLevel.Warning;
        var (reason, cost) = (ShownText.Clean(model.StopReason ?? "-"), CostOf(model.Usd));
        Ended(logger, level, runId, model.Id, model.State, model.Done, model.Questions, model.Reused, model.Failed, cost, reason);
    }

    /// <summary>The report of a run is written.</summary>
    public static void Reported(ILogger logger, WriteReportResult report)
    {
        var (alarms, cost) = (report.Alarms?.Count ?? 0, CostOf(report.SpentUsd));
        var level = report.VoidModels.Count == 0 && report.Missing == 0 && alarms == 0 ? LogLevel.Information : LogLevel.Warning;
        Reported(logger, level, report.RunId, report.State, report.Missing, report.Gate, report.VoidModels.Count, alarms, cost);
    }

    /// <summary>A run has failed.</summary>
    public static void Failed(ILogger logger, string runId, string error) => WriteFailed(logger, runId, ShownText.Clean(error));

    /// <summary>The event of a run's end was sent.</summary>
    [LoggerMessage(26, LogLevel.Information, "Run {RunId}: the event of its end was sent.")]
    public static partial void EventSent(ILogger logger, string runId);

    /// <summary>The event of a run's end could not be sent.</summary>
    public static void EventNotSent(ILogger logger, string runId, string reason) => WriteEventNotSent(logger, runId, ShownText.Clean(reason));

    private static string CostOf(decimal? usd) => usd is null ? "cost unknown" : string.Create(CultureInfo.InvariantCulture, $"{usd} US dollars");

    [LoggerMessage(21, LogLevel.Warning, "Run {RunId}, model {ModelId}: stopped: {Reason}")]
    private static partial void Stopped(ILogger logger, string runId, string modelId, string reason);

    [LoggerMessage(EventId = 22, Message = "Run {RunId}, model {ModelId}: {State}: {Done} of {Questions} questions have a response ({Reused} from earlier), {Failed} failed, {Cost}; stop reason: {Reason}")]
    private static partial void Ended(
        ILogger logger, LogLevel level, string runId, string modelId, string state, int done, int questions, int reused, int failed, string cost, string reason);

    [LoggerMessage(EventId = 23, Message = "Run {RunId}: {State}, {Missing} responses missing; the report is written: gate {Gate}, {Void} void models, {Alarms} models with an alarm, {Cost}.")]
    private static partial void Reported(ILogger logger, LogLevel level, string runId, string state, long missing, string gate, int @void, int alarms, string cost);

    [LoggerMessage(24, LogLevel.Warning, "Run {RunId} has failed: {Error}")]
    private static partial void WriteFailed(ILogger logger, string runId, string error);

    [LoggerMessage(25, LogLevel.Warning, "Run {RunId}: the event of its end could not be sent, and will be tried again for some hours: {Reason}")]
    private static partial void WriteEventNotSent(ILogger logger, string runId, string reason);
}
