using System.Diagnostics;
using MuBench.Models.Calls;
using MuBench.Telemetry;

namespace MuBench.Models.Telemetry;

/// <summary>The span of one call, if one is recorded, and its measurements.</summary>
internal sealed class CallSpan(CallTelemetry calls, Activity? span) : IDisposable
{
    /// <summary>The result of a cancelled call: the other of two requests was faster, or the run was cancelled.</summary>
    private const string Cancelled = "cancelled";

    /// <summary>The result of a call that exceeded its timeout.</summary>
    private const string Timeout = "timeout";

    private static readonly string[] OwnPrefixes = ["gen_ai.", "server.", "error.", "mubench."];

    private readonly long _started = Stopwatch.GetTimestamp();
    private bool _isEnded;

    /// <summary>Records the end of the call.</summary>
    /// <param name="fault">The fault of the call; null if there is a response.</param>
    /// <param name="isTimedOut">Whether the timeout ended it.</param>
    /// <param name="response">The facts that the response reports; null if there is none.</param>
    public void End(CallFault? fault, bool isTimedOut, CallFacts? response)
    {
        var error = isTimedOut ? Timeout : fault is null ? null : ErrorTypeOf(fault.Kind);
        if (fault is { Kind: CallFaultKind.RateLimited })
            calls.Count(Instruments.CallsRefused);
        if (response is { } facts)
            Describe(facts);
        Finish(error);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isEnded)
            Finish(Cancelled);
        span?.Dispose();
    }

    private static string ErrorTypeOf(CallFaultKind kind) => kind switch
    {
        CallFaultKind.RateLimited => "rate_limited",
        CallFaultKind.Transient => "transient",
        CallFaultKind.BrokenResponse => "unreadable_response",
        CallFaultKind.Rejected => "rejected",
        CallFaultKind.Filtered => "filtered",
        CallFaultKind.Unauthorized => "unauthorized",
        CallFaultKind.Fatal => "fatal",
        _ => throw new UnreachableException(),
    };

    private void Describe(CallFacts response)
    {
        RecordTokens("input", response.InputTokens);
        RecordTokens("output", response.OutputTokens);
        if (span is not { IsAllDataRequested: true })
            return;
        span.SetTag(TelemetryNames.ResponseModel, calls.Sanitize(response.Model));
        span.SetTag(TelemetryNames.InputTokens, response.InputTokens);
        span.SetTag(TelemetryNames.OutputTokens, response.OutputTokens);
        if (calls.Sanitize(response.Finish) is { } finish)
            span.SetTag(TelemetryNames.FinishReasons, new[] { finish });
    }

    /// <summary>Removes the tags that client libraries set on the current span: they contain unchecked text of the endpoint.</summary>
    private void RemoveForeignTags()
    {
        if (span is not { IsAllDataRequested: true })
            return;
        foreach (var (name, _) in span.TagObjects.ToList())
        {
            if (!Array.Exists(OwnPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
                span.SetTag(name, null);
        }
    }

    private void RecordTokens(string type, long? tokens)
    {
        if (!Instruments.TokenUsage.Enabled || tokens is not { } count)
            return;
        var tags = new TagList { { TelemetryNames.TokenType, type } };
        calls.Endpoint.AddTo(ref tags);
        Instruments.TokenUsage.Record(count, tags);
    }

    private void Finish(string? error)
    {
        _isEnded = true;
        RemoveForeignTags();
        if (error is not null)
            span?.SetTag(TelemetryNames.ErrorType, error);
        if (error is not null and not Cancelled)
            span?.SetStatus(ActivityStatusCode.Error);
        if (!Instruments.CallDuration.Enabled)
            return;
        var tags = new TagList();
        calls.Endpoint.AddTo(ref tags);
        if (error is not null)
            tags.Add(TelemetryNames.ErrorType, error);
        Instruments.CallDuration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, tags);
    }
}
