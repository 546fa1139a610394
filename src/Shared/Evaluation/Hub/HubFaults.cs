using System.Globalization;
using MuBench.Retries;

namespace MuBench.Hub;

/// <summary>Turns an HTTP error of the Hub into an exception that says what to do.</summary>
internal static class HubFaults
{
    /// <summary>
    /// The exception for an HTTP response: a <see cref="TransferException"/> if a retry may succeed, else a <see
    /// cref="UserException"/>.
    /// </summary>
    /// <param name="message">The response.</param>
    /// <param name="address">The requested address.</param>
    /// <param name="isOwn">Whether the endpoint itself responded, and not a host to which it redirected.</param>
    /// <param name="access">The endpoint and the token.</param>
    /// <param name="byHand">How to do without the download, as a sentence.</param>
    public static Exception Explain(HttpResponseMessage message, Uri address, bool isOwn, HubAccess access, string byHand)
    {
        var status = (int)message.StatusCode;
        var said = $"{address.Host} answered {status}{MessageOf(message)}";
        return status switch
        {
            416 => new RemoteChangedException(address.Segments[^1], $"{said}, it has no such range"),
            408 or 425 or 429 or >= 500 => new TransferException(said, RetryAfter.Read(message.Headers)),
            // The signature of the address to which the Hub redirected has expired; the next attempt gets a new one.
            _ when !isOwn => new TransferException($"{message.RequestMessage?.RequestUri?.Host ?? "the host that it redirected to"} answered {status}"),
            401 when access.Token is { } token => new UserException(
                $"{said}: the token in '{token.Name}' is not accepted. It may have expired or be mistyped; make another with read access at https://huggingface.co/settings/tokens."),
            401 when Code(message) == "RepoNotFound" => new UserException(
                $"{said}: it has no such repository, or a private one. Check the name. For a private repository a token is needed. {HowToName(access)}"),
            401 or 403 when Code(message) == "GatedRepo" => new UserException(
                $"{said}: the repository is gated. Open {Page(address)} while signed in and accept its terms; then make a token with access to gated repositories, and {Lower(HowToName(access))}"),
            401 => new UserException($"{said}: it requires a token. {HowToName(access)}"),
            403 when access.Token is { } token => new UserException(
                $"{said}: the token in '{token.Name}' may not read this repository. Give it read access at https://huggingface.co/settings/tokens, and accept the terms of {Page(address)} if it has any."),
            403 => new UserException($"{said}: it may not be read without a token. {HowToName(access)}"),
            404 or 410 => new UserException(
                $"{said}: {address} was not found. {(access.IsHub ? "The repository or the revision was moved or deleted." : "The mirror may not have this repository or revision; name another with --mirror, or leave it out for huggingface.co.")} {byHand}"),
            _ => new UserException($"{said} to the request for {address}. {byHand}"),
        };
    }

    private static string HowToName(HubAccess access) => access.IsHub
        ? $"Put a token with read access into {HubAccess.TokenVariable}, or name another secret with --token secret:NAME."
        : $"Name a token for the mirror with --token secret:NAME; {HubAccess.TokenVariable} by itself goes to huggingface.co only.";

    private static string Lower(string sentence) => string.Concat(char.ToLower(sentence[0], CultureInfo.InvariantCulture).ToString(), sentence.AsSpan(1));

    /// <summary>The page of the repository, by the address of a file or of its description.</summary>
    private static string Page(Uri address) =>
        address.AbsoluteUri.Split("/resolve/")[0].Split("/revision/")[0].Replace("/api/models/", "/", StringComparison.Ordinal);

    private static string? Code(HttpResponseMessage message) => message.Headers.Value("X-Error-Code");

    /// <summary>The Hub's error message, on one line and shortened.</summary>
    private static string MessageOf(HttpResponseMessage message)
    {
        const int Longest = 200;
        var text = message.Headers.Value("X-Error-Message") ?? Code(message);
        if (string.IsNullOrWhiteSpace(text))
            return "";
        var plain = new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim().TrimEnd('.');
        return $" ({(plain.Length > Longest ? plain[..Longest] + "..." : plain)})";
    }
}
