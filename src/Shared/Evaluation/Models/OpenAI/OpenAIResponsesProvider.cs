using System.ClientModel.Primitives;
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
using OpenAI.Responses;

namespace MuBench.Models.OpenAI;

#pragma warning disable OPENAI001 // The client marks the whole Responses API as new; the API itself is stable.

/// <summary>OpenAI's Responses API, at OpenAI, Azure OpenAI, or a server that has it. Nothing is stored at the provider.</summary>
internal sealed class OpenAIResponsesProvider : IChatProvider
{
    private readonly HttpClient _http;
    private readonly OpenAIFaults _faults;
    private readonly ResponseImageDetailLevel _detail;

    public OpenAIResponsesProvider(ModelManifest manifest, OpenAITarget target, SecretMask mask, HttpClient http)
    {
        _http = http;
        _faults = new OpenAIFaults(target, new FaultMessages(manifest, target.Endpoint, mask), "a response of the Responses API");
        Client = new HeaderKeepingChatClient(new EndedResponsesClient(OpenAIClients.ResponsesOf(target, http).AsIChatClient(target.Model)));
        Options = OpenAIResponsesOptions.Of(manifest);
        _detail = new ResponseImageDetailLevel(manifest.Request?.Detail ?? ImageDetails.High);
    }

    /// <inheritdoc/>
    public IChatClient Client { get; }

    /// <inheritdoc/>
    public IReadOnlySet<string> AcceptedCodecs => OpenAIProvider.Codecs;

    /// <inheritdoc/>
    public ChatOptions Options { get; }

    /// <inheritdoc/>
    public AIContent CreateImage(ReadOnlyMemory<byte> bytes, string mediaType)
    {
        var image = new PlacedImage(bytes.Span, mediaType);
        image.RawRepresentation = ResponseContentPart.CreateInputImagePart(BinaryData.FromBytes(image.Data, mediaType), _detail);
        return image;
    }

    /// <inheritdoc/>
    public CallFault Explain(Exception exception) => _faults.Explain(exception);

    /// <summary>Always null: the API gives no fingerprint.</summary>
    public string? FingerprintOf(ChatResponse response) => null;

    /// <inheritdoc/>
    public string? TierOf(ChatResponse response) => ResultOf(response)?.ServiceTier?.ToString();

    /// <inheritdoc/>
    public IReadOnlyList<GeneratedToken>? TokensOf(ChatResponse response)
    {
        var tokens = (ResultOf(response)?.OutputItems ?? []).OfType<MessageResponseItem>().SelectMany(message => message.Content)
            .SelectMany(part => part.OutputTextTokenLogProbabilities ?? []).ToList();
        return tokens.Count == 0 ? null :
        [
            .. tokens.Select(token => new GeneratedToken(
                token.Token, token.LogProbability, [.. (token.TopLogProbabilities ?? []).Select(other => (other.Token, other.LogProbability))])),
        ];
    }

    /// <summary>A refusal in its words; else <c>length</c> or <c>content_filter</c> of an incomplete response; else <c>stop</c>.</summary>
    public ResponseFinish EndingOf(ChatResponse response)
    {
        if (OpenAIProvider.RefusalOf(response) is { } refusal)
            return refusal;
        var result = ResultOf(response);
        return response.FinishReason?.Value is { } finish
            ? new ResponseFinish(finish, finish == FinishReasons.ContentFilter && result is not null ? FilterDetailOf(result) : null)
            : new ResponseFinish(result?.IncompleteStatusDetails?.Reason?.ToString() ?? FinishReasons.Stop);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }

    /// <summary>The categories for which Azure filtered a response; the client's own types do not contain them.</summary>
    private static string? FilterDetailOf(ResponseResult result)
    {
        using var json = JsonDocument.Parse(((IPersistableModel<ResponseResult>)result).Write(ModelReaderWriterOptions.Json));
        return FilterCategories.ReadAll(json.RootElement.List("content_filters"));
    }

    private static ResponseResult? ResultOf(ChatResponse response) => response.RawRepresentation as ResponseResult;
}
