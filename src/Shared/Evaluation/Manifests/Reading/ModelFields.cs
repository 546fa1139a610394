using System.Text.RegularExpressions;
using MuBench.Contrastive;
using MuBench.Manifests.Reading.Fields;
using MuBench.Manifests.Reading.Requests;
using MuBench.Naming;

namespace MuBench.Manifests.Reading;

/// <summary>The fields of a model, by kind.</summary>
internal static partial class ModelFields
{
    /// <summary>The version of Azure OpenAI's API without a date, and the default.</summary>
    public const string NewestApiVersion = "v1";

    private static readonly ModelManifest Defaults = new() { Id = "", Kind = "" };

    public static readonly TextField Id = new("id", ManifestNames.Description) { IsRequired = true, Accepts = ManifestNames.IsName };
    public static readonly ChoiceField Kind = new("kind", ModelKinds.All) { IsRequired = true };
    public static readonly FlagField Fresh = new("fresh") { Default = Defaults.Fresh };

    public static readonly TextField Endpoint = new("endpoint", "the http or https address of the service") { IsSecret = true };

    public static readonly TextField AzureEndpoint =
        new("endpoint", "the address of an Azure OpenAI resource, such as 'https://NAME.openai.azure.com'") { IsSecret = true, IsRequired = true };

    public static readonly ChoiceField AnthropicPlatform = new("platform", ModelPlatforms.Of(ModelKinds.Anthropic)) { Default = ModelKinds.Anthropic };

    public static readonly ChoiceField GeminiPlatform = new("platform", ModelPlatforms.Of(ModelKinds.Gemini)) { Default = ModelKinds.Gemini };

    public static readonly TextField Project =
        new("project", "the Google Cloud project, 1 to 100 lower-case letters, digits, '-', '.' and ':'") { Accepts = text => ManifestNames.IsLine(text, 100) && text.All(IsOfAProject) };

    public static readonly TextField Location =
        new("location", "a location of Vertex AI such as 'us-east5' or 'global', or an AWS region such as 'us-east-1': 1 to 40 lower-case letters, digits and '-'")
        {
            Accepts = text => ManifestNames.IsLine(text, 40) && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'),
        };

    /// <summary>The address of a model in Azure AI Foundry, which has no default.</summary>
    public static readonly TextField FoundryEndpoint =
        new("endpoint", "the address of a Foundry resource, such as 'https://NAME.services.ai.azure.com'") { IsSecret = true, IsRequired = true };

    public static readonly TextField Deployment =
        new("deployment", "the deployment's name, 1 to 64 letters, digits, '.', '_' and '-'") { IsRequired = true, Accepts = ManifestNames.IsName };

    public static readonly TextField ApiVersion = new("apiVersion", "'v1' or a dated version such as '2024-10-21' or '2025-04-01-preview'") { Default = NewestApiVersion, Accepts = IsApiVersion };

    public static readonly ChoiceField Api = new("api", ModelApis.All);

    public static readonly ChoiceField MaxTokensField =
        new("maxTokensField", ["max_completion_tokens", "max_tokens"]) { Default = "max_completion_tokens" };

    public static readonly TextField Model =
        new("model", "the model's name as the provider knows it, 1 to 200 characters") { IsRequired = true, Accepts = text => ManifestNames.IsLine(text, 200) };

    public static readonly TextField ApiKey = new("apiKey", "the name of a secret, such as \"secret:openai-key\"") { IsSecret = true };
    public static readonly ObjectField Generation = new("generation", GenerationReader.Fields);
    public static readonly IntegerField MaxConcurrency = new("maxConcurrency", 1, 1024);
    public static readonly NumberField RequestsPerMinute = new("requestsPerMinute", 0.1, 1_000_000);
    public static readonly NumberField TokensPerMinute = new("tokensPerMinute", 100, 1_000_000_000);

    /// <summary>In seconds here; the file may also have a text with a unit.</summary>
    public static readonly NumberField Timeout = new("timeout", 0.1, 3600) { Default = Defaults.TimeoutSeconds };

    /// <summary>In seconds here; the file may also have a text with a unit.</summary>
    public static readonly NumberField Patience = new("patience", 0, 86_400);

    public static readonly NumberField InputPrice = new("inputPerMillion", 0, 1_000_000) { IsRequired = true };
    public static readonly NumberField OutputPrice = new("outputPerMillion", 0, 1_000_000) { IsRequired = true };
    public static readonly NumberField CachedInputPrice = new("cachedInputPerMillion", 0, 1_000_000);
    public static readonly NumberField CacheWritePrice = new("cacheWritePerMillion", 0, 1_000_000);
    public static readonly NumberField BatchFactor = new("batchFactor", 0, 1);
    public static readonly ObjectField Price = new("price", [InputPrice, OutputPrice, CachedInputPrice, CacheWritePrice, BatchFactor]);

    public static readonly ChoiceField Delivery = new("delivery", Deliveries.All) { Default = Deliveries.Online };

    public static readonly ChoiceField ServiceTier = new("serviceTier", ServiceTiers.All);

    public static readonly TextField PricedAs =
        new("pricedAs", "the name of a model whose list price is known, such as 'gpt-4o'") { Accepts = text => ManifestNames.IsLine(text, 200) };

    public static readonly ChoiceField Detection = new("detection", DetectionFamilies.All);

    public static readonly ObjectField Gpu = new("gpu", GpuReader.Fields);

    public static readonly TextField Source =
        new("source", "a model folder of the store such as 'models/biomedclip', or a folder beside the manifest written './FOLDER'");

    /// <summary>The name of a contrastive model behind an endpoint. It is required for an endpoint and not allowed otherwise.</summary>
    public static readonly TextField ServedModel = Model with { IsRequired = false };

    public static readonly IntegerField BatchSize = new("batchSize", 1, 1024) { Default = Defaults.BatchSize };

    public static readonly TextField Base = new("base", "the model folder for α = 0: of the store such as 'models/clip-vit-b32', or beside the manifest './FOLDER'") { IsRequired = true };
    public static readonly TextField Tuned = new("tuned", "the model folder for α = 1: of the store such as 'models/plip', or beside the manifest './FOLDER'") { IsRequired = true };

    public static readonly ListField Alphas =
        new("alphas", $"a list of 1 to {InterpolationReader.MaxAlphas} different numbers from 0 to 1 such as [0, 0.5, 1]", 1, InterpolationReader.MaxAlphas)
        {
            Default = InterpolationReader.DefaultAlphas,
        };

    public static readonly TextField Target =
        new("target", "the slice that the tuned model was tuned for: 'h&e', 'pathology' or 'dataset:SOURCE'") { Accepts = InterpolationReader.IsTarget };

    public static readonly ChoiceField Precision = new("precision", ModelPrecisions.All) { Default = Defaults.Precision };
    public static readonly IntegerField Threads = new("threads", 1, 256);
    public static readonly ListField Templates = new("templates", "a list of 1 to 200 different texts that contain {class}", 1, 200);

    /// <summary>The fields of every contrastive model.</summary>
    public static IReadOnlyList<ManifestField> Contrastive { get; } = [BatchSize, Precision, Threads, Templates];

    /// <summary>The fields of a contrastive model behind an endpoint.</summary>
    public static IReadOnlyList<ManifestField> Served { get; } = [Endpoint, ServedModel, ApiKey, MaxConcurrency, RequestsPerMinute, Timeout, Patience];

    public static IReadOnlyList<ManifestField> Common { get; } = [Id, Kind, Fresh];

    /// <summary>The fields of every chat model behind HTTP, except its address.</summary>
    private static IReadOnlyList<ManifestField> Hosted { get; } = [ApiKey, Generation, MaxConcurrency, RequestsPerMinute, TokensPerMinute, Timeout, Patience, Price, PricedAs, Detection, .. PassesReader.Fields];

    /// <summary>All fields of each kind.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ManifestField>> ByKind { get; } = new Dictionary<string, IReadOnlyList<ManifestField>>
    {
        [ModelKinds.OpenAI] = [.. Common, Endpoint, Model, Api, MaxTokensField, Gpu, Delivery, ServiceTier, LogprobsReader.Logprobs, .. Hosted, .. RequestReader.FieldsOf(ModelKinds.OpenAI)],
        [ModelKinds.AzureOpenAI] = [.. Common, AzureEndpoint, Deployment, ApiVersion, Api, MaxTokensField, Delivery, ServiceTier, LogprobsReader.Logprobs, .. Hosted, .. RequestReader.FieldsOf(ModelKinds.AzureOpenAI)],
        [ModelKinds.Anthropic] = [.. Common, AnthropicPlatform, Project, Location, Endpoint, Model, Delivery, .. Hosted, .. RequestReader.FieldsOf(ModelKinds.Anthropic)],
        [ModelKinds.Gemini] = [.. Common, GeminiPlatform, Project, Location, Endpoint, Model, Delivery, ServiceTier, LogprobsReader.Logprobs, .. Hosted, .. RequestReader.FieldsOf(ModelKinds.Gemini)],
        [ModelKinds.Clip] = [.. Common, Source, .. Served, .. Contrastive],
        [ModelKinds.Interpolation] = [.. Common, Base, Tuned, Alphas, Target, .. Contrastive],
        [ModelKinds.Random] = Common,
        [ModelKinds.Majority] = Common,
    };

    private static bool IsOfAProject(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.' or ':';

    /// <summary>The fields of a kind; all fields if the kind is unknown.</summary>
    public static IReadOnlyList<ManifestField> Of(string? kind) =>
        kind is not null && ByKind.TryGetValue(kind, out var fields) ? fields : [.. ByKind.Values.SelectMany(fields => fields).Distinct()];

    private static bool IsApiVersion(string text) => text == NewestApiVersion || DatedVersion().IsMatch(text);

    [GeneratedRegex(@"^20[2-9]\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(-preview)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DatedVersion();

    /// <summary>Explains a field that belongs to another kind or to a later version.</summary>
    public static string? Explain(string? kind, string name)
    {
        if (kind is not null && ModelKinds.IsGenerative(kind) && GenerationReader.Fields.Any(field => field.Name == name))
            return $"belongs in '{Generation.Name}'";
        if (kind is not null && ModelKinds.IsGenerative(kind) && FieldAliases.Find(name, GenerationReader.Fields) is { } setting)
            return $"write it as '{setting}' in '{Generation.Name}'";
        if (kind is not null && RequestReader.Remedy(kind, name) is { } remedy)
            return remedy;
        var others = ByKind.Where(other => other.Value.Any(field => field.Name == name)).Select(other => other.Key).ToList();
        return others.Count == 0 ? null
            : $"a model of kind '{kind}' has no field '{name}'; it is a field of kind {ManifestText.Or(others)}"
                + (name == LogprobsReader.Logprobs.Name ? LogprobsReader.Remedy(kind) : "");
    }
}
