using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MuBench.Json;
using MuBench.Models.Calls;
using MuBench.Models.Generative;
using MuBench.Models.Http;
using MuBench.Models.Identity;
using MuBench.Retries;

namespace MuBench.Models.Anthropic;

/// <summary>Explains the exceptions of <see cref="MessagesClient"/>.</summary>
internal sealed class AnthropicFaults(HostedPlatform platform, FaultMessages messages)
{
    /// <summary>Explains an exception.</summary>
    public CallFault Explain(Exception exception) => exception switch
    {
        _ when ResponseTooLargeException.Behind(exception) is { } large => messages.TooLong(large),
        UnusableResponseException { InnerException: not null } answered => messages.Unreadable(answered, "a message", Read(answered.Body).Message, platform.AddressHint),
        UnusableResponseException answered => ExplainStatus(answered.Status, answered.Body, ResponseHeaders.Of(exception)),
        HttpRequestException or IOException or SocketException => messages.Unreachable(exception),
        OperationCanceledException => messages.Ended(),
        UserException user => new CallFault(CallFaultKind.Fatal, user.Message),
        _ => messages.Broken($"answered with something that is not a message ({exception.GetType().Name})"),
    };

    private CallFault ExplainStatus(int status, byte[] body, HttpResponseHeaders? headers)
    {
        var (type, said) = Read(body);
        return status switch
        {
            400 or 403 when IsSpent(said) => messages.QuotaUsedUp(said),
            401 or 403 => messages.Unauthorized(status, said, platform.KeyRemedy),
            402 => messages.QuotaUsedUp(said),
            404 => messages.NotFound(said, platform.AddressHint),
            413 => messages.TooLarge(status, said),
            // The API tells its own clients when waiting does not help.
            429 when headers.Value("x-should-retry") == "false" => messages.TooLarge(status, said),
            429 => messages.RateLimited(said, RetryAfter.Read(headers)),
            408 or 409 => messages.Transient(status, said, RetryAfter.Read(headers)),
            >= 500 => messages.Transient(status, type == "overloaded_error" ? $"{said ?? "overloaded"}" : said, RetryAfter.Read(headers)),
            >= 400 => messages.Rejected(status, said),
            >= 300 => messages.Redirected(status),
            _ => messages.Broken($"answered {status} with something that is not a message"),
        };
    }

    /// <summary>Whether the account has no credit left or its owner's limit is reached: both come as a rejected request.</summary>
    private static bool IsSpent(string? said) => said is not null
        && (said.Contains("credit balance is too low", StringComparison.OrdinalIgnoreCase) || said.Contains("specified API usage limits", StringComparison.OrdinalIgnoreCase));

    private static (string? Type, string? Message) Read(byte[] body)
    {
        try
        {
            using var json = ForeignJson.Parse(body);
            var error = json.RootElement.Child("error");
            return (error.Text("type"), error.Text("message") ?? ErrorText.Of(json.RootElement));
        }
        catch (JsonException)
        {
            return (null, ErrorText.Of(Encoding.UTF8.GetString(body))); // an error page
        }
    }
}
