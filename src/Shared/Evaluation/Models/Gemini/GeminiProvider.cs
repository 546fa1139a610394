using System.Collections.Frozen;
using Microsoft.Extensions.AI;
using MuBench.Manifests;
using MuBench.Models.Calls;
using MuBench.Models.Generative;
using MuBench.Models.Http;
using MuBench.Models.Identity;
using MuBench.Secrets;

namespace MuBench.Models.Gemini;

/// <summary>Google's Gemini API in its own protocol: the OpenAI-compatible protocol does not report why a prompt was blocked.</summary>
internal sealed class GeminiProvider : IChatProvider
{
    /// <summary>Image encodings that the API accepts.</summary>
    internal static FrozenSet<string> Codecs { get; } = FrozenSet.Create("png", "jpeg", "webp");

    private readonly HttpClient _http;
    private readonly GeminiFaults _faults;

    public GeminiProvider(ModelManifest manifest, HostedPlatform platform, string? apiKey, SecretMask mask, HttpClient http)
    {
        _http = http;
        Client = new HeaderKeepingChatClient(new GeminiChatClient(http, platform.Endpoint, apiKey, manifest));
        _faults = new GeminiFaults(platform, new FaultMessages(manifest, platform.Endpoint, mask));
    }

    /// <inheritdoc/>
    public IChatClient Client { get; }

    /// <inheritdoc/>
    public IReadOnlySet<string> AcceptedCodecs => Codecs;

    /// <summary>The maximum of any model; the server rejects requests that exceed a smaller maximum.</summary>
    public int MaxImages => 3600;

    /// <summary>Empty: the client has the settings, some of which <see cref="ChatOptions"/> cannot express.</summary>
    public ChatOptions Options { get; } = new();

    /// <inheritdoc/>
    public AIContent CreateImage(ReadOnlyMemory<byte> bytes, string mediaType) => new PlacedImage(bytes.Span, mediaType);

    /// <inheritdoc/>
    public CallFault Explain(Exception exception) => _faults.Explain(exception);

    /// <summary>Always null: Google gives no fingerprint.</summary>
    public string? FingerprintOf(ChatResponse response) => null;

    /// <inheritdoc/>
    public string? TierOf(ChatResponse response) => (response.RawRepresentation as GeminiResponse)?.ServiceTier;

    /// <inheritdoc/>
    public IReadOnlyList<GeneratedToken>? TokensOf(ChatResponse response) => (response.RawRepresentation as GeminiResponse)?.Tokens;

    /// <inheritdoc/>
    public ResponseFinish EndingOf(ChatResponse response) => response.RawRepresentation is GeminiResponse body ? body.Ending : default;

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }
}
