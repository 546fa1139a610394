using System.Reflection;

namespace MuBench.Cli.Starting;

/// <summary>A commented manifest to begin with.</summary>
/// <param name="Name">The name of the template.</param>
/// <param name="Summary">What it is for.</param>
/// <param name="Dataset">The dataset if the user names none.</param>
/// <param name="Models">The models if the user names none: names of <see cref="TemplateModels"/>, or model folders.</param>
internal sealed record ManifestTemplate(string Name, string Summary, string Dataset, IReadOnlyList<string> Models)
{
    /// <summary>Hosted chat models.</summary>
    public const string Hosted = "hosted";

    /// <summary>CLIP-family models.</summary>
    public const string Clip = "clip";

    /// <summary>A fine-tuned model against its base.</summary>
    public const string FineTune = "finetune";

    /// <summary>A benchmark of the user's own.</summary>
    public const string OwnData = "own-data";

    /// <summary>All templates.</summary>
    public static IReadOnlyList<ManifestTemplate> All { get; } =
    [
        new(Hosted, "hosted models, or models behind a server of your own, on μ-Bench", "ubench", ["openai", "anthropic", "gemini"]),
        new(Clip, "CLIP-family models as ONNX folders, on μ-Bench", "ubench", ["./models/biomedclip"]),
        new(FineTune, "a fine-tuned CLIP model against its base, with mixtures of both", "ubench", ["./models/base", "./models/tuned"]),
        new(OwnData, "your own images and questions", "./my-images", ["openai", "ollama"]),
    ];

    /// <summary>The template of a name.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static ManifestTemplate Named(string name) =>
        All.FirstOrDefault(template => template.Name == name)
        ?? throw new UserException($"There is no template '{name}'. The templates are {string.Join(", ", All.Select(template => $"'{template.Name}'"))}.");

    /// <summary>Writes the manifest.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="dataset">The dataset; null for the template's.</param>
    /// <param name="models">The models; empty for the template's.</param>
    /// <exception cref="UserException">A model is none that the template can have.</exception>
    public string Write(string name, string? dataset, IReadOnlyList<string> models)
    {
        dataset ??= Dataset;
        models = models.Count > 0 ? models : Models;
        if (Name == FineTune && models.Count != 2)
            throw new UserException("The template 'finetune' has two models: name the base and then the tuned one, as in --model ./models/base ./models/tuned.");
        return Read()
            .Replace("{{name}}", name, StringComparison.Ordinal)
            .Replace("{{dataset}}", dataset, StringComparison.Ordinal)
            .Replace("{{datasetNote}}", dataset == "ubench" ? " // prepare it once: mubench dataset import ubench" : "", StringComparison.Ordinal)
            .Replace("{{base}}", models[0], StringComparison.Ordinal)
            .Replace("{{tuned}}", models[^1], StringComparison.Ordinal)
            .Replace("{{models}}", Name == FineTune ? "" : TemplateModels.Lines(models, Name == Clip), StringComparison.Ordinal);
    }

    private string Read()
    {
        var resource = $"MuBench.Cli.Starting.Templates.{Name}.jsonc";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{resource}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
