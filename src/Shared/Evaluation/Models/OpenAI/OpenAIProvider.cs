using System.ClientModel.Primitives;
using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.AI;
using MuBench.Json;
using MuBench.Manifests;
using MuBench.Manifests.Requests;
using MuBench.Models.Calls;
using MuBench.Models.Generative;
using MuBench.Models.Http;
using MuBench.Responses;
using MuBench.Secrets;
using OpenAI.Chat;

namespace MuBench.Models.OpenAI;

/// <summary>OpenAI's chat completions API by the provider's own client: for Azure OpenAI, whose routes and identities the client knows.</summary>
internal sealed class OpenAIProvider : IChatProvider
{
    /// <summary>Image encodings that the API accepts.</summary>
    internal static FrozenSet<string> Codecs { get; } = FrozenSet.Create("png", "jpeg", "webp", "gif");

    private readonly HttpClient _http;
    private readonly OpenAIFaults _faults;
    private readonly ChatImageDetailLevel _detail;

    public OpenAIProvider(ModelManifest manifest, OpenAITarget target, SecretMask mask, HttpClient http)
    {
        _http = http;
        _faults = new OpenAIFaults(target, new FaultMessages(manifest, target.Endpoint, mask));
        Client = new HeaderKeepingChatClient(OpenAIClients.ChatOf(target, http).AsIChatClient());
        Options = OpenAIOptions.Of(manifest);
        _detail = new ChatImageDetailLevel(manifest.Request?.Detail ?? ImageDetails.High);
    }

    /// <inheritdoc/>
    public IChatClient Client { get; }

    /// <inheritdoc/>
    public IReadOnlySet<string> AcceptedCodecs => Codecs;

    /// <inheritdoc/>
    public ChatOptions Options { get; }

    /// <inheritdoc/>
    public AIContent CreateImage(ReadOnlyMemory<byte> bytes, string mediaType)
    {
        var image = new PlacedImage(bytes.Span, mediaType);
        image.RawRepresentation = ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(image.Data), mediaType, _detail);
        return image;
    }

    /// <inheritdoc/>
    public CallFault Explain(Exception exception) => _faults.Explain(exception);

    /// <inheritdoc/>
    public string? FingerprintOf(ChatResponse response) => (response.RawRepresentation as ChatCompletion)?.SystemFingerprint;

    /// <inheritdoc/>
#pragma warning disable OPENAI001 // The client marks the member as new.
    public string? TierOf(ChatResponse response) => (response.RawRepresentation as ChatCompletion)?.ServiceTier?.ToString();
#pragma warning restore OPENAI001

    /// <inheritdoc/>
    public IReadOnlyList<GeneratedToken>? TokensOf(ChatResponse response) =>
        response.RawRepresentation is not ChatCompletion { ContentTokenLogProbabilities: { Count: > 0 } tokens } ? null :
        [
            .. tokens.Select(token => new GeneratedToken(
                token.Token, token.LogProbability, [.. (token.TopLogProbabilities ?? []).Select(other => (other.Token, other.LogProbability))])),
        ];

    /// <inheritdoc/>
    public ResponseFinish EndingOf(ChatResponse response)
    {
        if (RefusalOf(response) is { } refusal)
            return refusal;
        var finish = FinishWords.Of(response);
        return new ResponseFinish(finish, finish == FinishReasons.ContentFilter ? FilterDetailOf(response) : null);
    }

    /// <summary>A refusal in its words, which the chat abstraction gives as an error; null if the response is none.</summary>
    internal static ResponseFinish? RefusalOf(ChatResponse response) =>
        response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().FirstOrDefault(error => error.ErrorCode == "Refusal") is { } refusal
            ? new ResponseFinish(FinishReasons.Refusal, refusal.Message)
            : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }

    /// <summary>The categories for which Azure filtered a response; the client's own types do not contain them.</summary>
    private static string? FilterDetailOf(ChatResponse response)
    {
        if (response.RawRepresentation is not ChatCompletion completion)
            return null;
        using var json = JsonDocument.Parse(((IPersistableModel<ChatCompletion>)completion).Write(ModelReaderWriterOptions.Json));
        return json.RootElement.List("choices").Select(choice => FilterCategories.Read(choice.Child("content_filter_results"))).FirstOrDefault();
    }
}
