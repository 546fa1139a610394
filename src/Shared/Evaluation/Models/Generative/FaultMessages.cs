using System.Net.Sockets;
using System.Security.Authentication;
using MuBench.Manifests;
using MuBench.Models.Calls;
using MuBench.Models.Http;
using MuBench.Secrets;

namespace MuBench.Models.Generative;

/// <summary>Fault messages that all providers share: text for users that names the setting to check.</summary>
internal sealed class FaultMessages(ModelManifest manifest, Uri endpoint, SecretMask mask)
{
    private const int MaxExcerpt = 200;

    /// <summary>The endpoint as a user would write it.</summary>
    public string Endpoint { get; } = endpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>The model's id, quoted.</summary>
    public string Id { get; } = $"'{manifest.Id}'";

    /// <summary>The field that names the model or deployment, with its value.</summary>
    public string Name { get; } = manifest.Deployment is { } deployment ? $"'deployment' ('{deployment}')" : $"'model' ('{manifest.Model}')";

    /// <summary>The server's message after a colon; empty if it sent none.</summary>
    public string Quote(string? said)
    {
        if (said is null)
            return "";
        var line = string.Join(' ', mask.Apply(said).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)
            .Select(word => KeyPatterns.AreIn(word) ? "..." : word)).TrimEnd('.');
        return line.Length == 0 ? "" : line.Length <= MaxExcerpt ? $": {line}" : $": {line[..MaxExcerpt]}...";
    }

    /// <summary>The endpoint rejects the credential. <paramref name="remedy"/> replaces the advice about the key.</summary>
    public CallFault Unauthorized(int status, string? said, string? remedy = null) =>
        new(CallFaultKind.Unauthorized, $"{Endpoint} refused the key with {status}{Quote(said)}. {remedy ?? KeyHint()}");

    /// <summary>The address or the model does not exist.</summary>
    public CallFault NotFound(string? said, string hint) =>
        new(CallFaultKind.Fatal, $"{Endpoint} answered 404{Quote(said)}. Check 'endpoint' ({hint}) and {Name} of model {Id}.");

    /// <summary>The account has no quota or credit left.</summary>
    public CallFault QuotaUsedUp(string? said) =>
        new(CallFaultKind.Fatal, $"{Endpoint} says that the quota is used up{Quote(said)}. Check the plan behind the key of model {Id}.");

    /// <summary>Rate limit: wait and ask again.</summary>
    public CallFault RateLimited(string? said, TimeSpan? retryAfter) =>
        new(CallFaultKind.RateLimited, $"{Endpoint} kept answering 429{Quote(said)}. Lower 'maxConcurrency' of model {Id}.", retryAfter);

    /// <summary>This single call exceeds the limit of the endpoint, so that it can never succeed.</summary>
    public CallFault TooLarge(int status, string? said) =>
        new(CallFaultKind.Rejected, $"{Endpoint} refused the request as too large with {status}{Quote(said)}. Waiting does not help: check the limits behind the key of model {Id}.");

    /// <summary>A transient fault of the endpoint, or a 500 that the question itself causes.</summary>
    public CallFault Transient(int status, string? said, TimeSpan? retryAfter) =>
        new(CallFaultKind.Transient, $"{Endpoint} kept answering {status}{Quote(said)}", retryAfter) { MayBeTheQuestion = status == 500, MayBeBilled = status is 408 or 504, IsUnreachable = status is 502 or 503 or 529 };

    /// <summary>The endpoint rejects this request and would reject it again.</summary>
    public CallFault Rejected(int status, string? said) =>
        new(CallFaultKind.Rejected, $"{Endpoint} refused the request with {status}{Quote(said)}. Check {Name} and 'generation' of model {Id}.");

    /// <summary>The endpoint refuses to give log-probabilities, or as many; null if the call was refused for another reason.</summary>
    public CallFault? WithoutLogprobs(int status, string? said) =>
        manifest.TopLogprobs is { } top && status is 400 or 403 or 422 && said?.Contains("logprob", StringComparison.OrdinalIgnoreCase) == true
            ? new CallFault(
                CallFaultKind.Fatal,
                $"{Endpoint} refused 'logprobs' with {status}{Quote(said)}. It gives no log-probabilities of this model, or fewer than {top}: leave 'logprobs' out of model {Id}, or set a smaller number.")
            : null;

    /// <summary>A content filter blocked the request.</summary>
    public CallFault Filtered(string? detail) =>
        new(CallFaultKind.Filtered, $"{Endpoint} refused the request by its content filter")
        {
            Detail = detail is null ? null : mask.Apply(detail),
            MayBeBilled = true, // Azure OpenAI bills the prompts that its filter rejects
        };

    /// <summary>The endpoint redirects to another address.</summary>
    public CallFault Redirected(int status) =>
        new(CallFaultKind.Fatal, $"{Endpoint} answered with a redirect ({status}), which is not followed. Check 'endpoint' of model {Id}.");

    /// <summary>The response cannot be read.</summary>
    public CallFault Broken(string what) => new(CallFaultKind.BrokenResponse, $"{Endpoint} {what}") { MayBeBilled = true };

    /// <summary>The response has a status of success and is not what the protocol says: the page of a gateway, or an error without its status.</summary>
    /// <param name="answered">The response.</param>
    /// <param name="expected">The expected kind of response, such as "a chat completion".</param>
    /// <param name="said">The words of its body; null if it has none.</param>
    /// <param name="hint">What the address usually looks like.</param>
    public CallFault Unreadable(UnusableResponseException answered, string expected, string? said, string hint)
    {
        var what = answered.Body.Length == 0 ? $"an empty body, which is not {expected}" : $"something that is not {expected}";
        var isObject = answered.Body.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
        return Broken($"answered {answered.Status} with {what}{Quote(said)}{(isObject ? "" : $". Check 'endpoint' ({hint}) of model {Id}.")}");
    }

    /// <summary>The response exceeds the size limit; nothing of it is kept.</summary>
    public CallFault TooLong(ResponseTooLargeException exception) => Broken(
        $"sent a response that is not read to its end: {exception.Message}. Check 'endpoint' of model {Id}; if such responses are expected, raise the setting {ResponseLimits.Setting}");

    /// <summary>There was no response.</summary>
    public CallFault Unreachable(Exception exception)
    {
        if (ResponseTooLargeException.Behind(exception) is { } large)
            return TooLong(large);
        var cause = exception.GetBaseException();
        if (cause is RefusedAddressException refused)
            return new CallFault(CallFaultKind.Fatal, $"{Endpoint} is not called: {refused.Message} ('endpoint' of model {Id}).");
        var reason = UrlCredentials.Redact(mask.Apply(Words(cause)));
        return new CallFault(CallFaultKind.Transient, $"{Endpoint} could not be reached ({reason}). Check 'endpoint' of model {Id} and that the server runs.")
        {
            // A question can make a server break the connection, but not refuse it.
            IsUnreachable = cause is SocketException { SocketErrorCode: not (SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown) },
            MayBeBilled = cause is not (SocketException { SocketErrorCode: not (SocketError.ConnectionReset or SocketError.TimedOut) } or AuthenticationException),
        };
    }

    /// <summary>The endpoint cancelled the call.</summary>
    public CallFault Ended() => new(CallFaultKind.Transient, $"{Endpoint} ended the call") { MayBeBilled = true };

    private string KeyHint() => manifest.ApiKeySecret is { } secret
        ? $"Check the secret '{secret}' ('apiKey' of model {Id})."
        : $"Model {Id} has no 'apiKey'; set it to \"secret:NAME\".";

    /// <summary>Why the connection failed, as text.</summary>
    public static string Words(Exception cause) => cause switch
    {
        SocketException { SocketErrorCode: var code } => Words(code),
        AuthenticationException => $"TLS: {cause.Message}",
        _ => cause.Message,
    };

    private static string Words(SocketError code) => code switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "host name not found",
        SocketError.ConnectionReset => "connection reset",
        SocketError.TimedOut => "connection timed out",
        _ => code.ToString(),
    };
}
