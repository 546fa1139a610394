using System.Text;
using Microsoft.Extensions.Configuration;
using MuBench.Functions.Hosting;
using MuBench.Secrets;

namespace MuBench.Functions.Events;

/// <summary>Where the end of each run is sent: a webhook with its secret, or an Event Grid topic.</summary>
/// <param name="Webhook">Address of the webhook; null for none.</param>
/// <param name="Secret">The key of the webhook's signatures; null for none.</param>
/// <param name="Topic">Address of the topic; null for none.</param>
public sealed record EventSettings(Uri? Webhook, ReadOnlyMemory<byte>? Secret, Uri? Topic)
{
    private const string SecretPrefix = "whsec_";
    private const int MinSecretBytes = 16;

    /// <summary>Reads the settings; null if they name no target.</summary>
    /// <exception cref="UserException">A setting cannot be read; the message names it.</exception>
    public static EventSettings? Read(IConfiguration configuration)
    {
        var (webhook, topic) = (AddressOf(configuration, Settings.EventWebhook), AddressOf(configuration, Settings.EventTopic));
        if (webhook is not null && topic is not null)
            throw new UserException($"The settings {Settings.EventWebhook} and {Settings.EventTopic} are both set: set one. A topic can send its events on to webhooks.");
        if (webhook is null)
            return topic is null ? null : new EventSettings(null, null, topic);
        return new EventSettings(webhook, SecretOf(configuration), null);
    }

    // Without encryption, only this machine may be the target.
    private static Uri? AddressOf(IConfiguration configuration, string name) => configuration.Text(name) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) ? address
        : throw new UserException($"The setting {name} is '{UrlCredentials.Redact(text)}': expected an https address.");

    private static ReadOnlyMemory<byte> SecretOf(IConfiguration configuration)
    {
        if (configuration.Text(Settings.EventSecret) is not { } text)
            throw new UserException($"The setting {Settings.EventSecret} is missing: the secret with which the requests to {Settings.EventWebhook} are signed, such as the output of 'openssl rand -base64 32'.");
        var secret = text.StartsWith(SecretPrefix, StringComparison.Ordinal) ? TryDecode(text[SecretPrefix.Length..]) : Encoding.UTF8.GetBytes(text);
        return secret is { Length: >= MinSecretBytes } ? secret
            : throw new UserException($"The setting {Settings.EventSecret} is too short or is no base64 after '{SecretPrefix}': expected at least {MinSecretBytes} bytes.");
    }

    private static byte[]? TryDecode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
