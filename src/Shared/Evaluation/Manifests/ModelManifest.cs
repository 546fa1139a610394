using System.Text.Json.Serialization;
using MuBench.Contrastive;

namespace MuBench.Manifests;

/// <summary>One entry of <c>models</c>. Fields that its kind does not know are null.</summary>
public sealed record ModelManifest
{
    private const int MaxInBatches = 1_000_000;

    /// <summary>The model's name in reports; unique in the manifest, one path segment.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="ModelKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Base address of an HTTP endpoint; null for the provider's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Model name as the provider knows it.</summary>
    public string? Model { get; init; }

    /// <summary>Name of an Azure OpenAI deployment.</summary>
    public string? Deployment { get; init; }

    /// <summary>The name under which an OpenAI-compatible server reads the limit of an answer's tokens; null for the current one.</summary>
    public string? MaxTokensField { get; init; }

    /// <summary>Name of the secret that holds the API key, without the <c>secret:</c> prefix; null where none is sent.</summary>
    public string? ApiKeySecret { get; init; }

    /// <summary>Folder of a contrastive model: a path in the store, or one beside the manifest that begins with <c>./</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Folder of the model that an interpolation starts from; as <see cref="Source"/>.</summary>
    public string? Base { get; init; }

    /// <summary>Folder of the fine-tuned model that an interpolation goes to; as <see cref="Source"/>.</summary>
    public string? Tuned { get; init; }

    /// <summary>The α of an interpolation's models, θ = (1 − α)·θ_base + α·θ_tuned, ascending; null for other kinds.</summary>
    public IReadOnlyList<double>? Alphas { get; init; }

    /// <summary>The slice that an interpolation's tuned model was tuned for; null where the manifest names none.</summary>
    public string? Target { get; init; }

    /// <summary>Generation settings: the model's own over the manifest's over the defaults.</summary>
    public GenerationManifest Generation { get; init; } = new();

    /// <summary>Most calls in flight at once; null to find out with care what the endpoint takes, up to 64.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>The bound on calls in flight that is in force; a batch holds as many questions as it may.</summary>
    public int MostInFlight => IsBatch ? MaxInBatches : MaxConcurrency ?? ThrottleLimits.DefaultMaxConcurrency;

    /// <summary>Most calls per minute, retries included; null for as many as the endpoint takes.</summary>
    public double? RequestsPerMinute { get; init; }

    /// <summary>Most input and output tokens per minute; null for as many as the endpoint takes.</summary>
    public double? TokensPerMinute { get; init; }

    /// <summary>Deadline of one request in seconds.</summary>
    /// <value>Default 120.</value>
    public double TimeoutSeconds { get; init; } = 120;

    /// <summary>Price per million input tokens in US dollars; null where the manifest gives none.</summary>
    public decimal? UsdPerMillionInputTokens { get; init; }

    /// <summary>Price per million output tokens in US dollars; null where the manifest gives none.</summary>
    public decimal? UsdPerMillionOutputTokens { get; init; }

    /// <summary>Price per million input tokens that the provider had cached; null for the price of other input tokens.</summary>
    public decimal? UsdPerMillionCachedInputTokens { get; init; }

    /// <summary>What a batch costs, as a share of single calls; null for what the provider says.</summary>
    public decimal? BatchPriceFactor { get; init; }

    /// <summary>The model whose list price and token rules hold, where the name does not say it; null where it does.</summary>
    public string? PricedAs { get; init; }

    /// <summary>How questions go to the provider: one of <see cref="Deliveries"/>; null for one call each.</summary>
    public string? Delivery { get; init; }

    /// <summary>Whether questions go to the provider in batches.</summary>
    [JsonIgnore]
    public bool IsBatch => Delivery == Deliveries.Batch;

    /// <summary>How a generative model is asked for boxes and writes them: one of <see cref="MuBench.Manifests.DetectionFamilies"/>; null to go by its name.</summary>
    public string? Detection { get; init; }

    /// <summary>Images per forward pass of a contrastive model, or per request to its endpoint.</summary>
    /// <value>Default 16.</value>
    public int BatchSize { get; init; } = 16;

    /// <summary>Which of a contrastive model's exports is run: one of <see cref="ModelPrecisions"/>.</summary>
    /// <value>Default <c>fp32</c>.</value>
    public string Precision { get; init; } = ModelPrecisions.Fp32;

    /// <summary>Threads of a contrastive model's forward pass; null for one per core.</summary>
    public int? Threads { get; init; }

    /// <summary>Templates with <c>{class}</c> whose embeddings are averaged per option, scored beside the official single template; null for none.</summary>
    public IReadOnlyList<string>? Templates { get; init; }

    /// <summary>What a generative model is asked beyond each question once; null for other kinds.</summary>
    public PassesManifest? Passes { get; init; }

    /// <summary>The model's own server, which may be asleep; null where the endpoint is always up.</summary>
    public GpuManifest? Gpu { get; init; }

    /// <summary>Starts a new response log instead of reusing earlier answers: mixed into the model key with the run id.</summary>
    public bool Fresh { get; init; }
}
