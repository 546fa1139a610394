using System.Text.Json;

namespace MuBench.Weights.Folders;

/// <summary>
/// Compares what configuration files state about the architecture beyond the shapes. The most common difference is the
/// activation: OpenAI's CLIP and models derived from it use QuickGELU, those of LAION use GELU, and their weights have the
/// same shapes.
/// </summary>
internal static class ArchitectureConfig
{
    private static readonly string[] Files = ["config.json", "open_clip_config.json"];

    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "model_type", "hidden_act", "quick_gelu", "num_attention_heads", "num_hidden_layers", "hidden_size", "intermediate_size",
        "patch_size", "image_size", "projection_dim", "layer_norm_eps", "num_channels", "vocab_size", "max_position_embeddings",
        "embed_dim", "layers", "width", "heads", "head_width", "context_length", "timm_model_name", "hf_model_name", "pooler_type", "pool_type",
    };

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The differences between two folders, one line each. A value that only one of them states is not a difference.</summary>
    public static IEnumerable<string> Differences(string first, string other)
    {
        foreach (var file in Files)
        {
            var (left, right) = (Path.Combine(first, file), Path.Combine(other, file));
            if (!File.Exists(left) || !File.Exists(right))
                continue;
            var (ours, theirs) = (Read(left), Read(right));
            foreach (var (name, value) in ours)
            {
                if (theirs.TryGetValue(name, out var found) && found != value)
                    yield return $"{file}: {name} is {value} in '{first}' and {found} in '{other}'";
            }
        }
    }

    private static SortedDictionary<string, string> Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), Lenient);
            var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
            Collect(document.RootElement, "", values);
            return values;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The configuration '{file}' cannot be read: {exception.Message}", exception);
        }
    }

    // 1e-05 and 0.00001 are the same number.
    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number.ToString("R") : value.GetRawText();

    private static void Collect(JsonElement element, string path, SortedDictionary<string, string> values)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var property in element.EnumerateObject())
        {
            var name = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (property.Value.ValueKind == JsonValueKind.Object)
                Collect(property.Value, name, values);
            else if (Fields.Contains(property.Name) && property.Value.ValueKind != JsonValueKind.Null)
                values[name] = TextOf(property.Value);
        }
    }
}
