using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Frozen;
using Microsoft.Extensions.AI;
using MuBench.Manifests;
using MuBench.Models.Generative;
using OpenAI;
using OpenAI.Chat;

namespace MuBench.Models.OpenAI;

/// <summary>Any endpoint that speaks OpenAI's chat completions: OpenAI, vLLM, SGLang, Ollama, LM Studio, OpenRouter.</summary>
internal sealed class OpenAIProvider : IChatProvider
{
    private static readonly FrozenSet<string> Codecs = FrozenSet.Create("png", "jpeg", "webp", "gif");

    private readonly HttpClient _http;
    private readonly OpenAIFaults _faults;

    public OpenAIProvider(ModelManifest manifest, string? apiKey)
    {
        _http = new HttpClient(new SocketsHttpHandler
        {
            // A redirect could carry the key to another host.
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            MaxConnectionsPerServer = int.MaxValue,
            EnableMultipleHttp2Connections = true,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // the caller sets the deadline
        };
        var options = new OpenAIClientOptions
        {
            RetryPolicy = new ClientRetryPolicy(0), // retry has one owner, ChatCaller
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            Transport = new HttpClientPipelineTransport(_http),
            EnableDistributedTracing = false,
        };
        if (manifest.Endpoint is { } endpoint)
            options.Endpoint = endpoint;
        AuthenticationPolicy authentication = apiKey is null
            ? new NoAuthenticationPolicy()
            : ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(new ApiKeyCredential(apiKey), "Authorization", "Bearer");
#pragma warning disable OPENAI001 // The one constructor that takes a policy, needed to send no key at all.
        Client = new ChatClient(manifest.Model, authentication, options).AsIChatClient();
#pragma warning restore OPENAI001
        Options = new ChatOptions
        {
            Temperature = (float?)manifest.Generation.Temperature,
            TopP = (float?)manifest.Generation.TopP,
            MaxOutputTokens = manifest.Generation.MaxOutputTokens,
            Seed = manifest.Generation.Seed,
        };
        _faults = new OpenAIFaults(manifest, apiKey);
    }

    /// <inheritdoc/>
    public IChatClient Client { get; }

    /// <inheritdoc/>
    public IReadOnlySet<string> AcceptedCodecs => Codecs;

    /// <inheritdoc/>
    public ChatOptions Options { get; }

    /// <inheritdoc/>
    public AIContent CreateImage(ReadOnlyMemory<byte> bytes, string mediaType) => new DataContent(bytes, mediaType)
    {
        // The part holds the base64 text: made here, it is encoded once per image and not once per question.
        RawRepresentation = ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(bytes), mediaType, ChatImageDetailLevel.High),
    };

    /// <inheritdoc/>
    public CallFault Explain(Exception exception) => _faults.Explain(exception);

    /// <inheritdoc/>
    public string? FingerprintOf(ChatResponse response) => (response.RawRepresentation as ChatCompletion)?.SystemFingerprint;

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }
}
