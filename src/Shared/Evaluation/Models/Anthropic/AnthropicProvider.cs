using System.Collections.Frozen;
using Anthropic;
using Anthropic.Core;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using MuBench.Manifests;
using MuBench.Models.Calls;
using MuBench.Models.Generative;
using MuBench.Models.Http;
using MuBench.Models.Identity;
using MuBench.Responses;
using MuBench.Secrets;

namespace MuBench.Models.Anthropic;

/// <summary>Anthropic's Messages API, through its own SDK.</summary>
internal sealed class AnthropicProvider : IChatProvider
{
    /// <summary>Image encodings that the API accepts.</summary>
    internal static FrozenSet<string> Codecs { get; } = FrozenSet.Create("png", "jpeg", "webp", "gif");

    private readonly HttpClient _http;
    private readonly AnthropicClient _client;
    private readonly AnthropicFaults _faults;

    public AnthropicProvider(ModelManifest manifest, HostedPlatform platform, string? apiKey, SecretMask mask, HttpClient http)
    {
        _http = http;
        _client = new AnthropicClient(new ClientOptions
        {
            BaseUrl = BaseOf(platform.Endpoint),
            ApiKey = apiKey, // null too: a key in the environment may belong to another endpoint
            AuthToken = null, // a token in the environment too
            HttpClient = http,
            MaxRetries = 0, // only EndpointCaller retries
            Timeout = TimeSpan.FromDays(1), // the caller sets the deadline
            OpenTelemetry = false,
        });
        Client = new HeaderKeepingChatClient(_client.AsIChatClient(manifest.Model));
        Options = new ChatOptions
        {
            MaxOutputTokens = manifest.Generation.OutputLimit,
            Reasoning = manifest.Generation.ReasoningEffort is { } effort ? new ReasoningOptions { Effort = EffortOf(effort) } : null,
            ResponseFormat = manifest.Request?.ResponseFormat is { } format ? ChatResponseFormat.ForJsonSchema(format.Schema, "response") : null,
        };
        _faults = new AnthropicFaults(platform, new FaultMessages(manifest, platform.Endpoint, mask));
    }

    /// <inheritdoc/>
    public IChatClient Client { get; }

    /// <inheritdoc/>
    public IReadOnlySet<string> AcceptedCodecs => Codecs;

    /// <summary>600. For models with a context of 200,000 tokens it is 100, which the server reports.</summary>
    public int MaxImages => 600;

    /// <inheritdoc/>
    public ChatOptions Options { get; }

    /// <inheritdoc/>
    public AIContent CreateImage(ReadOnlyMemory<byte> bytes, string mediaType) => new PlacedImage(bytes.Span, mediaType);

    /// <inheritdoc/>
    public CallFault Explain(Exception exception) => _faults.Explain(exception);

    /// <summary>Always null: Anthropic gives no fingerprint.</summary>
    public string? FingerprintOf(ChatResponse response) => null;

    /// <inheritdoc/>
    public string? TierOf(ChatResponse response) => (response.RawRepresentation as Message)?.Usage.ServiceTier?.Raw();

    /// <inheritdoc/>
    public ResponseFinish EndingOf(ChatResponse response) => response.RawRepresentation is Message { StopReason: { } stop } message && stop.Raw() == "refusal"
        ? new ResponseFinish(FinishReasons.Refusal, message.StopDetails?.Category?.Raw())
        : new ResponseFinish(response.FinishReason?.Value);

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        _client.Dispose();
        _http.Dispose();
    }

    /// <summary>The address before <c>/v1/messages</c>, which the SDK adds.</summary>
    private static string BaseOf(Uri endpoint)
    {
        var address = endpoint.AbsoluteUri.TrimEnd('/');
        return address.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) ? address[..^"/v1".Length] : address;
    }

    private static ReasoningEffort EffortOf(string effort) => effort switch
    {
        ReasoningEfforts.None => ReasoningEffort.None,
        ReasoningEfforts.Low => ReasoningEffort.Low,
        ReasoningEfforts.Medium => ReasoningEffort.Medium,
        ReasoningEfforts.High => ReasoningEffort.High,
        ReasoningEfforts.ExtraHigh => ReasoningEffort.ExtraHigh,
        _ => throw new ArgumentOutOfRangeException(nameof(effort), effort, "The manifest's reader let an unknown effort through."),
    };
}
