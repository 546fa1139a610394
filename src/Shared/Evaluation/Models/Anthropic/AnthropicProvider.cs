using System.Collections.Frozen;
using Microsoft.Extensions.AI;
using MuBench.Manifests;
using MuBench.Models.Calls;
using MuBench.Models.Generative;
using MuBench.Models.Http;
using MuBench.Models.Identity;
using MuBench.Secrets;

namespace MuBench.Models.Anthropic;

/// <summary>Anthropic's Messages API in its own protocol: its SDK reads and writes JSON by reflection, which a program that is compiled ahead of time cannot.</summary>
internal sealed class AnthropicProvider : IChatProvider
{
    /// <summary>Image encodings that the API accepts.</summary>
    internal static FrozenSet<string> Codecs { get; } = FrozenSet.Create("png", "jpeg", "webp", "gif");

    private readonly HttpClient _http;
    private readonly AnthropicFaults _faults;

    /// <summary>Creates the provider.</summary>
    /// <param name="manifest">The model.</param>
    /// <param name="platform">Where it is hosted.</param>
    /// <param name="apiKey">The key; null if none is sent, or if a handler of <paramref name="http"/> signs in. No key of the environment is sent in its place.</param>
    /// <param name="mask">What is removed from a server's texts.</param>
    /// <param name="http">The HTTP client, which the provider disposes of.</param>
    public AnthropicProvider(ModelManifest manifest, HostedPlatform platform, string? apiKey, SecretMask mask, HttpClient http)
    {
        _http = http;
        Client = new HeaderKeepingChatClient(new MessagesClient(http, BaseOf(platform.Endpoint), apiKey, manifest));
        _faults = new AnthropicFaults(platform, new FaultMessages(manifest, platform.Endpoint, mask));
    }

    /// <inheritdoc/>
    public IChatClient Client { get; }

    /// <inheritdoc/>
    public IReadOnlySet<string> AcceptedCodecs => Codecs;

    /// <summary>600. For models with a context of 200,000 tokens it is 100, which the server reports.</summary>
    public int MaxImages => 600;

    /// <summary>Empty: the client has the settings, some of which <see cref="ChatOptions"/> cannot express.</summary>
    public ChatOptions Options { get; } = new();

    /// <inheritdoc/>
    public AIContent CreateImage(ReadOnlyMemory<byte> bytes, string mediaType) => new PlacedImage(bytes.Span, mediaType);

    /// <inheritdoc/>
    public CallFault Explain(Exception exception) => _faults.Explain(exception);

    /// <summary>Always null: Anthropic gives no fingerprint.</summary>
    public string? FingerprintOf(ChatResponse response) => null;

    /// <inheritdoc/>
    public string? TierOf(ChatResponse response) => (response.RawRepresentation as MessagesResponse)?.ServiceTier;

    /// <inheritdoc/>
    public ResponseFinish EndingOf(ChatResponse response) => response.RawRepresentation is MessagesResponse message ? message.Ending : default;

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }

    /// <summary>The address before <c>/v1/messages</c>, which the client adds.</summary>
    private static string BaseOf(Uri endpoint)
    {
        var address = endpoint.AbsoluteUri.TrimEnd('/');
        return address.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) ? address[..^"/v1".Length] : address;
    }
}
