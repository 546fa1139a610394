using System.Runtime.InteropServices;
using System.Text.Json;
using MuBench.Inference.Serving;

namespace MuBench.Inference.Http;

/// <summary>Writes embeddings in OpenAI's format.</summary>
internal static class EmbeddingResponse
{
    /// <summary>Writes the response to a request.</summary>
    public static async Task WriteAsync(HttpResponse response, ServedModel model, EmbeddingRequest request, float[][] vectors)
    {
        var tokens = request.Texts?.Sum(model.CountTokens) ?? 0;
        response.ContentType = "application/json";
        var json = new Utf8JsonWriter(response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            for (var i = 0; i < vectors.Length; i++)
                Write(json, i, vectors[i], request.AsBase64);
            json.WriteEndArray();
            json.WriteString("model", model.VersionedId);
            json.WriteStartObject("usage");
            json.WriteNumber("prompt_tokens", tokens);
            json.WriteNumber("total_tokens", tokens);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, int index, float[] vector, bool asBase64)
    {
        json.WriteStartObject();
        json.WriteString("object", "embedding");
        json.WriteNumber("index", index);
        if (asBase64)
        {
            json.WriteBase64String("embedding", MemoryMarshal.AsBytes(vector.AsSpan()));
        }
        else
        {
            json.WriteStartArray("embedding");
            foreach (var value in vector)
                json.WriteNumberValue(value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
