using System.Text.Json.Serialization;
using MuBench.Contrastive;
using MuBench.Manifests.Requests;

namespace MuBench.Manifests;

/// <summary>One entry of <c>models</c>. Fields that do not apply to its kind are null.</summary>
public sealed record ModelManifest
{
    private const int MaxInBatches = 1_000_000;

    /// <summary>The model's name in reports. It is unique in the manifest and is one path segment.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="ModelKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where the provider's model is hosted: one of <see cref="ModelPlatforms"/>; null for the provider's own platform.</summary>
    public string? Platform { get; init; }

    /// <summary>The Google Cloud project of a model in Vertex AI; null elsewhere.</summary>
    public string? Project { get; init; }

    /// <summary>The location of a model in Vertex AI, null for <c>global</c>; or the region of a model in Amazon Bedrock.</summary>
    public string? Location { get; init; }

    /// <summary>Base address of an HTTP endpoint; null for the provider's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The provider's name of the model.</summary>
    public string? Model { get; init; }

    /// <summary>Name of an Azure OpenAI deployment.</summary>
    public string? Deployment { get; init; }

    /// <summary>A dated version of Azure OpenAI's API, such as <c>2024-10-21</c>; null for v1, which has no date.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The API by which the model is called: <see cref="ModelApis.Responses"/>; null for chat completions, and for kinds with one API.</summary>
    public string? Api { get; init; }

    /// <summary>Whether the model is called by OpenAI's Responses API.</summary>
    [JsonIgnore]
    public bool UsesResponses => Api == ModelApis.Responses;

    /// <summary>
    /// The request field for the maximum number of output tokens of an OpenAI-compatible server; null for the current
    /// field name.
    /// </summary>
    public string? MaxTokensField { get; init; }

    /// <summary>Name of the secret with the API key, without the <c>secret:</c> prefix; null if no key is sent.</summary>
    public string? ApiKeySecret { get; init; }

    /// <summary>Folder of a contrastive model: a path in the store, or a path beside the manifest that begins with <c>./</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Folder of the base model of an interpolation; as <see cref="Source"/>.</summary>
    public string? Base { get; init; }

    /// <summary>Folder of the fine-tuned model of an interpolation; as <see cref="Source"/>.</summary>
    public string? Tuned { get; init; }

    /// <summary>The α of an interpolation's models, θ = (1 − α)·θ_base + α·θ_tuned, ascending; null for other kinds.</summary>
    public IReadOnlyList<double>? Alphas { get; init; }

    /// <summary>The slice for which the tuned model of an interpolation was tuned; null if the manifest names none.</summary>
    public string? Target { get; init; }

    /// <summary>Generation settings: the model's own, else the manifest's, else the defaults.</summary>
    public GenerationManifest Generation { get; init; } = new();

    /// <summary>Maximum number of calls in flight; null for an adaptive limit of up to 64.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>The maximum number of questions in flight that applies. For batches it is the number of questions in a batch.</summary>
    [JsonPropertyName("mostInFlight")]
    public int MaxInFlight => IsBatch ? MaxInBatches : MaxConcurrency ?? ThrottleLimits.DefaultMaxConcurrency;

    /// <summary>Maximum number of calls per minute, including retries; null for no fixed limit.</summary>
    public double? RequestsPerMinute { get; init; }

    /// <summary>Maximum number of input and output tokens per minute; null for no fixed limit.</summary>
    public double? TokensPerMinute { get; init; }

    /// <summary>Deadline of one request in seconds.</summary>
    /// <value>Default 120.</value>
    public double TimeoutSeconds { get; init; } = 120;

    /// <summary>
    /// How long the model waits for an endpoint that cannot be reached, in seconds; 0 to stop instead. Null for 30 minutes, and 2 minutes
    /// before the endpoint's first response.
    /// </summary>
    public double? PatienceSeconds { get; init; }

    /// <summary>Price per million input tokens in US dollars; null if the manifest gives none.</summary>
    public decimal? UsdPerMillionInputTokens { get; init; }

    /// <summary>Price per million output tokens in US dollars; null if the manifest gives none.</summary>
    public decimal? UsdPerMillionOutputTokens { get; init; }

    /// <summary>Price per million input tokens that the provider had cached; null for the price of other input tokens.</summary>
    public decimal? UsdPerMillionCachedInputTokens { get; init; }

    /// <summary>Price per million input tokens that the provider writes to its cache; null for the price of other input tokens.</summary>
    public decimal? UsdPerMillionCacheWriteTokens { get; init; }

    /// <summary>The service tier that requests ask for: one of <see cref="ServiceTiers"/>; null to ask for none.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Price of a batch as a share of the price of single calls; null for the provider's value.</summary>
    public decimal? BatchPriceFactor { get; init; }

    /// <summary>The model whose list price and token rules apply, if the name does not identify it; else null.</summary>
    public string? PricedAs { get; init; }

    /// <summary>How questions are sent to the provider: one of <see cref="Deliveries"/>; null for single calls.</summary>
    public string? Delivery { get; init; }

    /// <summary>Whether questions are sent in batches.</summary>
    [JsonIgnore]
    public bool IsBatch => Delivery == Deliveries.Batch;

    /// <summary>
    /// How many alternatives of each generated token are asked for with their log-probabilities; null to ask for none. It changes no response, so
    /// it is not part of the model's key.
    /// </summary>
    public int? TopLogprobs { get; init; }

    /// <summary>
    /// The prompt and response format for boxes: one of <see cref="MuBench.Manifests.DetectionFamilies"/>; null to
    /// derive it from the model's name.
    /// </summary>
    public string? Detection { get; init; }

    /// <summary>Images per forward pass of a contrastive model, or per request to its endpoint.</summary>
    /// <value>Default 16.</value>
    public int BatchSize { get; init; } = 16;

    /// <summary>The export of a contrastive model that is run: one of <see cref="ModelPrecisions"/>.</summary>
    /// <value>Default <c>fp32</c>.</value>
    public string Precision { get; init; } = ModelPrecisions.Fp32;

    /// <summary>Threads of a contrastive model's forward pass; null for one per core.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Templates with <c>{class}</c> whose embeddings are averaged per option. They are scored in addition to the
    /// official single template; null for none.
    /// </summary>
    public IReadOnlyList<string>? Templates { get; init; }

    /// <summary>What a generative model is sent beside the question, its images and the generation settings; null for nothing.</summary>
    public RequestManifest? Request { get; init; }

    /// <summary>Names of all secrets of the model, with the place in its entry where each stands.</summary>
    [JsonIgnore]
    public IEnumerable<(string Field, string Secret)> Secrets =>
    [
        .. ApiKeySecret is null ? [] : ((string, string)[])[("apiKey", ApiKeySecret)],
        .. Request?.HeaderSecrets.Select(header => ($"headers['{header.Header}']", header.Secret)) ?? [],
    ];

    /// <summary>The passes of a generative model; null for other kinds.</summary>
    public PassesManifest? Passes { get; init; }

    /// <summary>The model's own server, which may be asleep; null if the endpoint is always up.</summary>
    public GpuManifest? Gpu { get; init; }

    /// <summary>Whether to start a new response log instead of reusing earlier responses: the run id is then part of the model key.</summary>
    public bool Fresh { get; init; }
}
