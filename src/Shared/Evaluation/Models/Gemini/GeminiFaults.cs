using System.Net.Http.Headers;
using System.Net.Sockets;
using MuBench.Models.Calls;
using MuBench.Models.Generative;
using MuBench.Models.Http;
using MuBench.Models.Identity;
using MuBench.Retries;

namespace MuBench.Models.Gemini;

/// <summary>Explains the exceptions of <see cref="GeminiChatClient"/>.</summary>
internal sealed class GeminiFaults(HostedPlatform platform, FaultMessages messages)
{
    /// <summary>Explains an exception.</summary>
    public CallFault Explain(Exception exception) => exception switch
    {
        _ when ResponseTooLargeException.Behind(exception) is { } large => messages.TooLong(large),
        UnusableResponseException { InnerException: not null } answered => messages.Unreadable(answered, "content", GeminiError.Read(answered.Body).Message, platform.AddressHint),
        UnusableResponseException answered => ExplainStatus(answered.Status, GeminiError.Read(answered.Body), ResponseHeaders.Of(exception)),
        HttpRequestException or IOException or SocketException => messages.Unreachable(exception),
        OperationCanceledException => messages.Ended(),
        UserException user => new CallFault(CallFaultKind.Fatal, user.Message),
        _ => messages.Broken($"answered with something that is not content ({exception.GetType().Name})"),
    };

    private CallFault ExplainStatus(int status, GeminiError said, HttpResponseHeaders? headers) => messages.WithoutLogprobs(status, said.Message) ?? status switch
    {
        // A wrong key is reported as a bad request.
        400 when said.Reasons.Contains("API_KEY_INVALID") => messages.Unauthorized(status, said.Message),
        // The account has no billing, or its country is not served.
        400 when said.Status == "FAILED_PRECONDITION" => messages.Rejected(status, said.Message) with { Kind = CallFaultKind.Fatal },
        401 or 403 => messages.Unauthorized(status, said.Message, platform.KeyRemedy),
        402 => messages.QuotaUsedUp(said.Message),
        404 => messages.NotFound(said.Message, platform.AddressHint),
        413 => messages.TooLarge(status, said.Message),
        429 when said.IsDayQuota => messages.QuotaUsedUp(said.Message),
        429 => messages.RateLimited(said.Message, said.RetryDelay ?? RetryAfter.Read(headers)),
        408 or 409 or 499 or >= 500 => messages.Transient(status, said.Message, said.RetryDelay ?? RetryAfter.Read(headers)),
        >= 400 => messages.Rejected(status, said.Message),
        >= 300 => messages.Redirected(status),
        _ => messages.Broken($"answered {status} with something that is not content"),
    };
}
