using MuBench.Models;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Activities;

/// <summary>
/// Keeps the records between orchestrators and activities below <see cref="MaxBytes"/>. They are stored in every history and read at
/// every replay; the whole texts are in the store.
/// </summary>
internal static class RecordLimits
{
    /// <summary>Maximum size of a record, as JSON.</summary>
    public const int MaxBytes = 2048;

    // A result can contain a reason twice: its own, and that of the model's status.
    private const int MaxReason = 240;
    private const int MaxFault = 160;
    private const int MaxDetail = 100;
    private const int MaxError = 1200;
    private const int MaxIds = 8;

    // A result of evaluating can contain a report beside the status of the model.
    private const int MaxIdsWithStatus = 2;
    private const string Cut = " [...]";
    private const string Escaped = "\"\\<>&'+`";

    /// <summary>A stop reason that is short enough.</summary>
    public static string? Reason(string? text) => text is null ? null : Shorten(text, MaxReason);

    /// <summary>The message of a failure that is short enough.</summary>
    public static string Error(string text) => Shorten(text, MaxError);

    /// <summary>A result of preparing that is short enough.</summary>
    public static PreparePassResult Of(PreparePassResult result) => result with { StopReason = Reason(result.StopReason), Unreachable = Of(result.Unreachable) };

    /// <summary>A result of evaluating that is short enough.</summary>
    public static SpanResult Of(SpanResult result) => result with
    {
        StopReason = Reason(result.StopReason), Status = Of(result.Status), Unreachable = Of(result.Unreachable),
        Scored = result.Scored is { } scored ? Of(scored) : null, Report = result.Report is { } report ? Of(report, MaxIdsWithStatus) : null,
    };

    /// <summary>A result of scoring that is short enough.</summary>
    public static ScorePassResult Of(ScorePassResult result) => result with { Status = Of(result.Status) };

    /// <summary>A result of reporting that is short enough: of the void and alarmed models, the first. The report names all.</summary>
    public static WriteReportResult Of(WriteReportResult result) => Of(result, MaxIds);

    private static WriteReportResult Of(WriteReportResult result, int maxIds) => result with
    {
        VoidModels = [.. result.VoidModels.Take(maxIds)],
        Alarms = result.Alarms is null ? null : [.. result.Alarms.Take(maxIds)],
    };

    private static ModelStatus? Of(ModelStatus? status) => status is null ? null : status with
    {
        StopReason = Reason(status.StopReason), Detail = status.Detail is { } detail ? Shorten(detail, MaxDetail) : null,
    };

    private static UnreachableEndpoint? Of(UnreachableEndpoint? endpoint) => endpoint is null ? null : endpoint with { Reason = Shorten(endpoint.Reason, MaxFault) };

    private static string Shorten(string text, int max)
    {
        if (text.Sum(LengthOf) <= max)
            return text;
        var (kept, length) = (0, LengthOf('[') * Cut.Length);
        while (length + LengthOf(text[kept]) <= max)
            length += LengthOf(text[kept++]);
        if (kept > 0 && char.IsHighSurrogate(text[kept - 1]))
            kept--;
        return text[..kept] + Cut;
    }

    // In JSON, all but plain characters are written with six.
    private static int LengthOf(char character) => character is >= ' ' and < '\x7f' && !Escaped.Contains(character) ? 1 : 6;
}
