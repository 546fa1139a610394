using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Net.Sockets;
using MuBench.Manifests;
using MuBench.Models.Generative;

namespace MuBench.Models.OpenAI;

/// <summary>Explains the exceptions of the OpenAI client: what happened, whether it may pass, which setting to look at.</summary>
/// <remarks>What a server says is quoted, with the key struck out should it echo it.</remarks>
internal sealed class OpenAIFaults(ModelManifest manifest, string? apiKey)
{
    private const int MaximumExcerpt = 200;

    private readonly string _endpoint = manifest.Endpoint?.ToString() ?? "https://api.openai.com/v1";

    /// <summary>Explains an exception.</summary>
    public CallFault Explain(Exception exception) => exception switch
    {
        ClientResultException { Status: 0 } unanswered => Unreachable(unanswered.InnerException ?? unanswered),
        ClientResultException answered => ExplainStatus(answered.Status, answered.GetRawResponse()),
        HttpRequestException or IOException or SocketException => Unreachable(exception),
        AggregateException { InnerException: { } inner } => Explain(inner),
        OperationCanceledException => new CallFault(CallFaultKind.Transient, $"{_endpoint} ended the call"),
        _ => new CallFault(CallFaultKind.BrokenAnswer, $"{_endpoint} answered with something that is not a chat completion ({exception.GetType().Name})"),
    };

    private CallFault ExplainStatus(int status, PipelineResponse? response)
    {
        var said = ErrorBody.Read(response);
        var quoted = said.Message is null ? "" : $": {Excerpt(said.Message)}";
        return status switch
        {
            401 or 403 => new CallFault(CallFaultKind.Fatal, $"{_endpoint} refused the key with {status}{quoted}. {KeyHint()}"),
            404 => new CallFault(CallFaultKind.Fatal, $"{_endpoint} answered 404{quoted}. Check 'endpoint' (it usually ends in /v1) and 'model' ('{manifest.Model}') of model '{manifest.Id}'."),
            429 when said.Code is "insufficient_quota" => new CallFault(CallFaultKind.Fatal, $"{_endpoint} says that the quota is used up{quoted}. Check the plan behind the key of model '{manifest.Id}'."),
            429 => new CallFault(CallFaultKind.RateLimited, $"{_endpoint} kept answering 429{quoted}. Lower 'maxConcurrency' of model '{manifest.Id}'.", RetryAfter(response)),
            400 when said.IsContentFilter => new CallFault(CallFaultKind.Filtered, $"{_endpoint} refused the request by its content filter"),
            408 or 409 or >= 500 => new CallFault(CallFaultKind.Transient, $"{_endpoint} kept answering {status}{quoted}", RetryAfter(response)),
            >= 400 => new CallFault(CallFaultKind.Rejected, $"{_endpoint} refused the request with {status}{quoted}. Check 'model' ('{manifest.Model}') and 'generation' of model '{manifest.Id}'."),
            >= 300 => new CallFault(CallFaultKind.Fatal, $"{_endpoint} answered with a redirect ({status}), which is not followed. Check 'endpoint' of model '{manifest.Id}'."),
            _ => new CallFault(CallFaultKind.BrokenAnswer, $"{_endpoint} answered {status} with something that is not a chat completion"),
        };
    }

    private CallFault Unreachable(Exception exception)
    {
        var reason = exception.GetBaseException() is SocketException { SocketErrorCode: var code } ? Words(code) : exception.GetBaseException().Message;
        return new CallFault(CallFaultKind.Transient, $"{_endpoint} could not be reached ({reason}). Check 'endpoint' of model '{manifest.Id}' and that the server runs.");
    }

    private string KeyHint() => manifest.ApiKeySecret is { } secret
        ? $"Check the secret '{secret}' ('apiKey' of model '{manifest.Id}')."
        : $"Model '{manifest.Id}' has no 'apiKey'; set it to \"secret:NAME\".";

    private static string Words(SocketError code) => code switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "host name not found",
        SocketError.ConnectionReset => "connection reset",
        SocketError.TimedOut => "connection timed out",
        _ => code.ToString(),
    };

    private string Excerpt(string text)
    {
        if (apiKey is not null)
            text = text.Replace(apiKey, "***", StringComparison.Ordinal);
        var line = string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaximumExcerpt ? line : line[..MaximumExcerpt] + "...";
    }

    private static TimeSpan? RetryAfter(PipelineResponse? response)
    {
        if (response is null)
            return null;
        if (response.Headers.TryGetValue("retry-after-ms", out var milliseconds) && Number(milliseconds) is { } ms)
            return TimeSpan.FromMilliseconds(ms);
        if (!response.Headers.TryGetValue("Retry-After", out var value))
            return null;
        if (Number(value) is { } seconds)
            return TimeSpan.FromSeconds(seconds);
        // A date is relative to the server's clock, which it sends along.
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var until)
            && response.Headers.TryGetValue("Date", out var date)
            && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, out var now)
            && until > now
            ? until - now
            : null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 86_400 ? number : null;
}
