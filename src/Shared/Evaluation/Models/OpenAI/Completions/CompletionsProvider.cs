using Microsoft.Extensions.AI;
using MuBench.Manifests;
using MuBench.Models.Calls;
using MuBench.Models.Generative;
using MuBench.Models.Http;
using MuBench.Responses;
using MuBench.Secrets;

namespace MuBench.Models.OpenAI.Completions;

/// <summary>Servers with OpenAI's chat completions API: OpenAI, vLLM, SGLang, Ollama, LM Studio, OpenRouter. Azure's route has a client of its own.</summary>
internal sealed class CompletionsProvider : IChatProvider
{
    private readonly OpenAIFaults _faults;

    /// <summary>Creates the provider.</summary>
    /// <param name="manifest">The model.</param>
    /// <param name="apiKey">Its key; null to send none.</param>
    /// <param name="mask">Removes the key from what the endpoint says.</param>
    /// <param name="http">Sends the requests, without a limit of the responses.</param>
    /// <param name="members">Further members of every body as JSON without braces; null for none.</param>
    /// <param name="limits">The size limits of responses.</param>
    public CompletionsProvider(ModelManifest manifest, string? apiKey, SecretMask mask, HttpMessageInvoker http, byte[]? members, ResponseLimits limits)
    {
        var target = OpenAITarget.Of(manifest, apiKey);
        _faults = new OpenAIFaults(target, new FaultMessages(manifest, target.Endpoint, mask));
        Client = new CompletionsClient(http, target.Endpoint, apiKey, new CompletionBody(manifest, target.Model, members), limits);
    }

    /// <inheritdoc/>
    public IChatClient Client { get; }

    /// <inheritdoc/>
    public IReadOnlySet<string> AcceptedCodecs => OpenAIProvider.Codecs;

    /// <summary>Empty: the client has the settings of its model.</summary>
    public ChatOptions Options { get; } = new();

    /// <inheritdoc/>
    public AIContent CreateImage(ReadOnlyMemory<byte> bytes, string mediaType) => new PlacedImage(bytes.Span, mediaType);

    /// <inheritdoc/>
    public CallFault Explain(Exception exception) => _faults.Explain(exception);

    /// <inheritdoc/>
    public string? FingerprintOf(ChatResponse response) => ReadOf(response)?.Fingerprint;

    /// <inheritdoc/>
    public string? TierOf(ChatResponse response) => ReadOf(response)?.Tier;

    /// <inheritdoc/>
    public IReadOnlyList<GeneratedToken>? TokensOf(ChatResponse response) => ReadOf(response)?.Tokens;

    /// <inheritdoc/>
    public ResponseFinish EndingOf(ChatResponse response) => ReadOf(response) switch
    {
        { Refusal: { } refusal } => new ResponseFinish(FinishReasons.Refusal, refusal),
        var read => new ResponseFinish(response.FinishReason?.Value, read?.FilterDetail),
    };

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();

    private static Completion? ReadOf(ChatResponse response) => response.RawRepresentation as Completion;
}
