using MuBench.Contrastive.Families;

namespace MuBench.Contrastive;

/// <summary>What a model's configuration and family specify beside the preprocessing.</summary>
/// <param name="Family">The model's family.</param>
/// <param name="TextLength">Length of the text input in tokens: captions and the reserved tokens after them.</param>
/// <param name="LogitScale">The factor that turns a similarity into a logit: the exponential of the stored number.</param>
/// <param name="LogitBias">Added to that product.</param>
/// <param name="Name">The model's name; null if the configuration has none.</param>
internal sealed record ContrastiveConfig(ContrastiveFamily Family, int TextLength, float LogitScale, float LogitBias, string? Name)
{
    /// <summary>Maximum number of tokens of a caption.</summary>
    public int CaptionLength => TextLength - Family.ReservedTokens;

    public static ContrastiveConfig Read(ContrastiveFolder folder)
    {
        var config = folder.Config is { } path ? JsonFile.Read(path) : null;
        var openClip = folder.OpenClip is { } openClipPath ? JsonFile.Read(openClipPath) : null;
        var family = ContrastiveFamilies.Of(folder);
        var model = openClip?.OptionalObject("model_cfg");
        var logScale = config?.Number("logit_scale") ?? config?.Number("logit_scale_init_value") ?? model?.Number("init_logit_scale") ?? family.LogitScale;
        var bias = config?.Number("logit_bias") ?? model?.Number("init_logit_bias") ?? family.LogitBias;
        return new ContrastiveConfig(family, LengthOf(folder, config, model, family), (float)Math.Exp(logScale), (float)bias, config?.Text("_name_or_path"));
    }

    private static int LengthOf(ContrastiveFolder folder, JsonFile? config, JsonFile? openClip, ContrastiveFamily family)
    {
        var tokenizerPath = Path.Combine(folder.Path, "tokenizer_config.json");
        var tokenizer = File.Exists(tokenizerPath) ? JsonFile.Read(tokenizerPath) : null;
        // A configuration may write "no limit" as 1e30.
        double?[] limits =
        [
            config?.OptionalObject("text_config")?.Number("max_position_embeddings"),
            openClip?.OptionalObject("text_cfg")?.Number("context_length"),
            tokenizer?.Number("model_max_length"),
        ];
        return (int)(limits.Where(number => number is >= 2 and <= 65_536).Min() ?? family.TextLength);
    }
}
