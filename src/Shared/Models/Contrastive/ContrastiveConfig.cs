namespace MuBench.Models.Contrastive;

/// <summary>What a model's configuration says beyond its preprocessing.</summary>
/// <param name="ModelType">Such as <c>clip</c>; null where not said.</param>
/// <param name="MaxTextLength">Most tokens of a caption.</param>
/// <param name="LogitScale">What a similarity is multiplied by before the softmax: the exponential of the stored number.</param>
/// <param name="Name">The model's name, where the configuration has one.</param>
internal sealed record ContrastiveConfig(string? ModelType, int MaxTextLength, float LogitScale, string? Name)
{
    // Defaults of CLIPConfig, which a saved configuration may leave out.
    private const int ClipTextLength = 77;
    private const double ClipLogitScale = 2.6592;

    public static ContrastiveConfig Read(ContrastiveFolder folder)
    {
        var config = folder.Config is { } path ? JsonFile.Read(path) : null;
        var openClip = folder.OpenClip is { } openClipPath ? JsonFile.Read(openClipPath) : null;
        var logScale = config?.Number("logit_scale") ?? config?.Number("logit_scale_init_value") ?? ClipLogitScale;
        return new ContrastiveConfig(
            config?.Text("model_type"), TextLength(folder, config, openClip), (float)Math.Exp(logScale), config?.Text("_name_or_path"));
    }

    private static int TextLength(ContrastiveFolder folder, JsonFile? config, JsonFile? openClip)
    {
        var tokenizerPath = Path.Combine(folder.Path, "tokenizer_config.json");
        var tokenizer = File.Exists(tokenizerPath) ? JsonFile.Read(tokenizerPath) : null;
        // "No limit" is written as 1e30; it limits nothing.
        double?[] limits =
        [
            config?.OptionalObject("text_config")?.Number("max_position_embeddings"),
            openClip?.OptionalObject("model_cfg")?.OptionalObject("text_cfg")?.Number("context_length"),
            tokenizer?.Number("model_max_length"),
        ];
        var limit = limits.Where(number => number is >= 2 and <= 65_536).Min();
        return limit is null ? ClipTextLength : (int)limit;
    }
}
