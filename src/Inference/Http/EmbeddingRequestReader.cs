using System.Text.Json;
using MuBench.Inference.Serving;

namespace MuBench.Inference.Http;

/// <summary>
/// Reads a request for embeddings: OpenAI's fields, and the field <c>modality</c> of other servers of multimodal embeddings.
/// </summary>
internal sealed class EmbeddingRequestReader(int maxInputs)
{
    private const int MaxTextLength = 100_000;

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="ApiException">A field is missing or invalid; the error names it.</exception>
    public EmbeddingRequest Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw ApiException.Invalid("The body should be a JSON object with 'model' and 'input'.");
        var model = Text(body, "model") ?? throw ApiException.Invalid("'model' is required: a text; GET /v1/models lists them.", "model", "missing_field");
        var modality = Text(body, "modality") ?? ServedModel.TextModality;
        var format = Text(body, "encoding_format") ?? "float";
        if (format is not ("float" or "base64"))
            throw ApiException.Invalid($"'encoding_format' is 'float' or 'base64', not '{Shown(format)}'.", "encoding_format");
        var inputs = Inputs(body);
        var request = new EmbeddingRequest(model, null, null, format == "base64", Dimensions(body));
        return modality switch
        {
            ServedModel.TextModality => request with { Texts = [.. inputs.Select(TextOf)] },
            ServedModel.ImageModality => request with { Images = [.. inputs.Select(DataUri.Decode)] },
            _ => throw ApiException.Invalid($"'modality' is 'text' or 'image', not '{Shown(modality)}'.", "modality"),
        };
    }

    private List<JsonElement> Inputs(JsonElement body)
    {
        if (!body.TryGetProperty("input", out var input))
            throw ApiException.Invalid("'input' is required: a text, a data URI, or a list of them.", "input", "missing_field");
        List<JsonElement> inputs = input.ValueKind switch
        {
            JsonValueKind.String => [input],
            JsonValueKind.Array => [.. input.EnumerateArray()],
            _ => throw ApiException.Invalid("'input' is a text, a data URI, or a list of them.", "input"),
        };
        if (inputs.Count == 0)
            throw ApiException.Invalid("'input' is an empty list.", "input");
        if (inputs.Count > maxInputs)
            throw ApiException.Invalid($"'input' has {inputs.Count:N0} entries; this server takes at most {maxInputs:N0} in a request.", "input", "too_many_inputs");
        var wrong = inputs.FindIndex(entry => entry.ValueKind != JsonValueKind.String);
        return wrong < 0 ? inputs : throw ApiException.Invalid("Entries of 'input' are texts; token ids are not accepted.", $"input[{wrong}]");
    }

    private static string TextOf(JsonElement entry, int index)
    {
        var text = entry.GetString()!;
        if (text.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase))
            throw ApiException.Invalid("This entry is an image: set \"modality\": \"image\".", $"input[{index}]");
        return text.Length <= MaxTextLength ? text : throw ApiException.Invalid($"This text has {text.Length:N0} characters; at most {MaxTextLength:N0} are accepted.", $"input[{index}]", "text_too_long");
    }

    private static string? Text(JsonElement body, string name) =>
        !body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString()
            : throw ApiException.Invalid($"'{name}' should be a text.", name);

    private static int? Dimensions(JsonElement body) =>
        !body.TryGetProperty("dimensions", out var value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0 ? number
            : throw ApiException.Invalid("'dimensions' should be a whole number of at least 1.", "dimensions");

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
