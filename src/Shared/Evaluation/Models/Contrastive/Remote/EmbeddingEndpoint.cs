using System.Buffers;
using System.Buffers.Text;
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using MuBench.Contrastive;
using MuBench.Json;
using MuBench.Manifests;
using MuBench.Models.Calls;
using MuBench.Models.Generative;
using MuBench.Models.Http;
using MuBench.Models.OpenAI;
using MuBench.Secrets;
using OpenAI.Embeddings;
using OpenAI.Models;

namespace MuBench.Models.Contrastive.Remote;

/// <summary>
/// An endpoint with OpenAI's embeddings API and the <c>modality</c> extension for images. Vectors are transferred as
/// base64, which keeps every bit.
/// </summary>
internal sealed class EmbeddingEndpoint : IDisposable
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http;
    private readonly EmbeddingClient _embeddings;
    private readonly OpenAIModelClient _models;
    private readonly string _model;
    private readonly SecretMask _mask;
    private readonly OpenAIFaults _faults;

    public EmbeddingEndpoint(ModelManifest manifest, string? apiKey, SecretMask mask, HttpClient http)
    {
        var target = OpenAITarget.Of(manifest, apiKey);
        (_http, _model, _mask) = (http, target.Model, mask);
        _faults = new OpenAIFaults(target, new FaultMessages(manifest, target.Endpoint, mask), "a list of embeddings");
        var options = OpenAIClients.OptionsOf(target, http);
#pragma warning disable OPENAI001 // The constructors that take a policy, needed to send no key at all.
        _embeddings = new EmbeddingClient(target.Model, target.Authentication, options);
        _models = new OpenAIModelClient(target.Authentication, options);
#pragma warning restore OPENAI001
    }

    /// <summary>The protocol of its calls. Its responses report no token counts.</summary>
    public CallProtocol<TResponse> Protocol<TResponse>()
        where TResponse : class => new(_faults.Explain, _ => null);

    /// <summary>The server's list of models.</summary>
    public async Task<IReadOnlyList<RemoteModelInfo>> ListModelsAsync(CancellationToken cancellationToken)
    {
        var response = await KeepingHeadersAsync(() => _models.GetModelsAsync(new RequestOptions { CancellationToken = cancellationToken })).ConfigureAwait(false);
        using var json = ForeignJson.Parse(response.GetRawResponse().Content);
        return RemoteModelInfo.ReadList(json.RootElement);
    }

    /// <summary>Embeds texts.</summary>
    public Task<EmbeddingResult> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        EmbedAsync("text", texts.Count, json =>
        {
            foreach (var text in texts)
                json.WriteStringValue(text);
        }, cancellationToken);

    /// <summary>Embeds encoded images.</summary>
    public Task<EmbeddingResult> EmbedAsync(IReadOnlyList<(ReadOnlyMemory<byte> Bytes, string MediaType)> images, CancellationToken cancellationToken) =>
        EmbedAsync("image", images.Count, json =>
        {
            foreach (var (bytes, mediaType) in images)
                WriteDataUri(json, bytes.Span, mediaType);
        }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<EmbeddingResult> EmbedAsync(string modality, int count, Action<Utf8JsonWriter> writeInputs, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        var json = new Utf8JsonWriter(body, Relaxed);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteString("model", _model);
            json.WriteString("modality", modality);
            json.WriteString("encoding_format", "base64");
            json.WriteStartArray("input");
            writeInputs(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        using var content = BinaryContent.Create(BinaryData.FromBytes(body.WrittenMemory));
        var response = await KeepingHeadersAsync(() => _embeddings.GenerateEmbeddingsAsync(content, new RequestOptions { CancellationToken = cancellationToken })).ConfigureAwait(false);
        return Read(response.GetRawResponse().Content, count);
    }

    private EmbeddingResult Read(BinaryData content, int count)
    {
        using var json = ForeignJson.Parse(content);
        var vectors = new float[count][];
        foreach (var entry in json.RootElement.List("data"))
        {
            var index = entry.GetProperty("index").GetInt32();
            vectors[index] = Embedding.Normalize(VectorOf(entry.GetProperty("embedding")), _model);
        }

        return Array.TrueForAll(vectors, vector => vector is not null && vector.Length == vectors[0].Length)
            ? new EmbeddingResult(vectors, _mask.Name(json.RootElement.Text("model")))
            : throw new JsonException("The answer lacks vectors, or they differ in length.");
    }

    private static float[] VectorOf(JsonElement embedding) => embedding.ValueKind == JsonValueKind.String
        ? MemoryMarshal.Cast<byte, float>(embedding.GetBytesFromBase64()).ToArray()
        : [.. embedding.EnumerateArray().Select(number => number.GetSingle())];

    private static void WriteDataUri(Utf8JsonWriter json, ReadOnlySpan<byte> bytes, string mediaType)
    {
        var head = $"data:{mediaType};base64,";
        var uri = ArrayPool<byte>.Shared.Rent(head.Length + Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        try
        {
            var start = System.Text.Encoding.ASCII.GetBytes(head, uri);
            Base64.EncodeToUtf8(bytes, uri.AsSpan(start), out _, out var written);
            json.WriteStringValue(uri.AsSpan(0, start + written));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(uri);
        }
    }

    private static async Task<ClientResult> KeepingHeadersAsync(Func<Task<ClientResult>> call)
    {
        var holder = ResponseHeaders.Begin([]);
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            holder.AttachTo(exception); // the handler of the exception needs the waiting time
            throw;
        }
    }
}
