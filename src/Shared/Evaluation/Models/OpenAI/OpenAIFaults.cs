using System.ClientModel;
using System.Net.Http.Headers;
using System.Net.Sockets;
using MuBench.Models.Calls;
using MuBench.Models.Generative;
using MuBench.Models.Http;
using MuBench.Retries;

namespace MuBench.Models.OpenAI;

/// <summary>Explains the exceptions of the OpenAI client: what happened, whether it is transient, which setting to check.</summary>
/// <param name="target">The target of the calls.</param>
/// <param name="messages">The fault messages.</param>
/// <param name="expected">The expected kind of response.</param>
/// <remarks>The server's message is quoted. The key is removed in case the message repeats it.</remarks>
internal sealed class OpenAIFaults(OpenAITarget target, FaultMessages messages, string expected = "a chat completion")
{
    /// <summary>Explains an exception.</summary>
    public CallFault Explain(Exception exception) => Explain(exception, ResponseHeaders.Of(exception));

    private CallFault Explain(Exception exception, HttpResponseHeaders? headers) => exception switch
    {
        _ when ResponseTooLargeException.Behind(exception) is { } large => messages.TooLong(large),
        ResponseFailedException failed => ExplainFailure(failed, headers),
        ClientResultException { Status: 0 } unanswered => messages.Unreachable(unanswered.InnerException ?? unanswered),
        ClientResultException answered => ExplainStatus(answered.Status, ErrorBody.Read(answered.GetRawResponse()), headers),
        UnusableResponseException { InnerException: not null } answered => messages.Unreadable(answered, expected, ErrorBody.Read(answered.Body).Message, target.AddressHint),
        UnusableResponseException answered => ExplainStatus(answered.Status, ErrorBody.Read(answered.Body), headers),
        HttpRequestException or IOException or SocketException => messages.Unreachable(exception),
        AggregateException { InnerException: { } inner } => Explain(inner, headers),
        OperationCanceledException => messages.Ended(),
        UserException user => new CallFault(CallFaultKind.Fatal, user.Message),
        _ => messages.Broken($"answered with something that is not {expected} ({exception.GetType().Name})"),
    };

    // The Responses API reports these with the status 200.
    private CallFault ExplainFailure(ResponseFailedException failed, HttpResponseHeaders? headers) => failed.Code switch
    {
        null => messages.Broken($"sent a response that is {failed.Status ?? "of no known status"}"),
        "rate_limit_exceeded" => messages.RateLimited(failed.Said, RetryAfter.Read(headers)),
        "server_error" => messages.Transient(500, failed.Said, RetryAfter.Read(headers)),
        "image_content_policy_violation" or "content_filter" => messages.Filtered(null),
        "invalid_prompt" when failed.Said?.Contains("flagged", StringComparison.OrdinalIgnoreCase) == true => messages.Filtered(null),
        _ => messages.Rejected(400, failed.Said ?? failed.Code),
    };

    private CallFault ExplainStatus(int status, ErrorBody said, HttpResponseHeaders? headers)
    {
        return messages.WithoutLogprobs(status, said.Message) ?? status switch
        {
            400 or 403 or 422 when said.IsContentFilter => messages.Filtered(said.FilterDetail),
            400 or 404 when target.Azure is { ApiVersion: { } version } && IsAboutVersion(said.Message) => messages.Rejected(status, said.Message) with
            {
                Kind = CallFaultKind.Fatal,
                Message = $"{messages.Endpoint} refused the call in API version {version}{messages.Quote(said.Message)}. Set another 'apiVersion' of model {messages.Id}, or leave it out for v1.",
            },
            400 or 404 when said.Message?.Contains("v1/responses", StringComparison.Ordinal) == true => messages.Rejected(status, said.Message) with
            {
                Kind = CallFaultKind.Fatal,
                Message = $"{messages.Endpoint} has no chat completions of this model{messages.Quote(said.Message)}. For model {messages.Id}, set \"api\": \"responses\".",
            },
            400 or 422 when UnsupportedSetting(said) is { } setting => messages.Rejected(status, said.Message) with { Kind = CallFaultKind.Fatal, Message = setting },
            401 or 403 => messages.Unauthorized(status, said.Message, target.KeyRemedy),
            402 => messages.QuotaUsedUp(said.Message),
            404 => messages.NotFound(said.Message, target.AddressHint),
            429 when IsQuota(said.Code) || IsQuota(said.Type) => messages.QuotaUsedUp(said.Message),
            429 when said.Message?.Contains("request too large", StringComparison.OrdinalIgnoreCase) == true => messages.TooLarge(status, said.Message),
            429 => messages.RateLimited(said.Message, RetryAfter.Read(headers)),
            408 or 409 or >= 500 => messages.Transient(status, said.Message, RetryAfter.Read(headers)),
            413 => messages.TooLarge(status, said.Message),
            >= 400 => messages.Rejected(status, said.Message),
            >= 300 => messages.Redirected(status),
            _ => messages.Broken($"answered {status} with something that is not {expected}"),
        };
    }

    private static bool IsQuota(string? word) =>
        word is "insufficient_quota" or "billing_hard_limit_reached" or "billing_not_active" or "access_terminated" or "quota_exceeded";

    /// <summary>
    /// The message for a setting that the model does not accept or names differently; null if the call was rejected for
    /// another reason.
    /// </summary>
    private string? UnsupportedSetting(ErrorBody said)
    {
        var setting = said.Code is "unsupported_parameter" or "unsupported_value" ? said.Param : UnknownArgument(said.Message);
        var remedy = setting switch
        {
            "temperature" => "set \"generation\": { \"temperature\": null }",
            "top_p" => "set \"generation\": { \"topP\": null }",
            "max_tokens" or "max_completion_tokens" => "choose the other 'maxTokensField'",
            "reasoning_effort" or "reasoning.effort" => "choose another 'reasoningEffort' in its 'generation', or none",
            "seed" => "set \"generation\": { \"seed\": null }",
            _ => null,
        };
        return remedy is null ? null : $"{messages.Endpoint} refused '{setting}'{messages.Quote(said.Message)}. For model {messages.Id}, {remedy}.";
    }

    /// <summary>The argument that an older API does not know; null if the message says something else.</summary>
    private static string? UnknownArgument(string? message)
    {
        const string Start = "Unrecognized request argument supplied: ";
        return message?.StartsWith(Start, StringComparison.Ordinal) == true ? message[Start.Length..].Split(',', ' ')[0] : null;
    }

    private static bool IsAboutVersion(string? message) =>
        message is not null && (message.Contains("api version", StringComparison.OrdinalIgnoreCase) || message.Contains("api-version", StringComparison.OrdinalIgnoreCase));
}
