using System.Globalization;
using System.Text;
using System.Text.Json;
using MuBench.Json;
using MuBench.Models.Generative;
using MuBench.Retries;

namespace MuBench.Models.Gemini;

/// <summary>A <c>google.rpc.Status</c>: the error body of Google's APIs.</summary>
/// <param name="Status">The canonical code, such as <c>RESOURCE_EXHAUSTED</c>.</param>
/// <param name="Message">The server's message.</param>
/// <param name="Reasons">Reasons of <c>ErrorInfo</c> details.</param>
/// <param name="IsDayQuota">Whether a daily quota, or a quota of zero, is exceeded: waiting some minutes does not help.</param>
/// <param name="RetryDelay">The delay of a <c>RetryInfo</c> detail.</param>
internal sealed record GeminiError(string? Status, string? Message, IReadOnlyList<string> Reasons, bool IsDayQuota, TimeSpan? RetryDelay)
{
    private static readonly GeminiError None = new(null, null, [], false, null);

    /// <summary>Reads the body of a failed call.</summary>
    public static GeminiError Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = ForeignJson.Parse(body);
            // Some gateways wrap the error in a list.
            var root = json.RootElement is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? list[0] : json.RootElement;
            if (root.Child("error") is not { } error)
                return None with { Message = ErrorText.Of(root) };
            var details = error.List("details").ToList();
            return new GeminiError(
                error.Text("status"),
                error.Text("message") ?? ErrorText.Of(error),
                [.. Of(details, "ErrorInfo").Select(detail => detail.Text("reason")).OfType<string>()],
                Of(details, "QuotaFailure").SelectMany(detail => detail.List("violations")).Any(IsOfTheDay),
                Of(details, "RetryInfo").Select(detail => Seconds(detail.Text("retryDelay"))).FirstOrDefault(delay => delay is not null));
        }
        catch (JsonException)
        {
            return None with { Message = ErrorText.Of(Encoding.UTF8.GetString(body.Span)) }; // an error page
        }
    }

    private static IEnumerable<JsonElement> Of(List<JsonElement> details, string type) =>
        details.Where(detail => detail.Text("@type")?.EndsWith($"google.rpc.{type}", StringComparison.Ordinal) == true);

    private static bool IsOfTheDay(JsonElement violation) =>
        violation.Text("quotaId")?.Contains("PerDay", StringComparison.Ordinal) == true || violation.Text("quotaValue") == "0";

    private static TimeSpan? Seconds(string? delay) =>
        delay is not null && delay.EndsWith('s') && double.TryParse(delay[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0
            ? RetryAfter.Bounded(seconds)
            : null;
}
