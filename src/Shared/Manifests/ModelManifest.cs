namespace MuBench.Manifests;

/// <summary>One entry of <c>models</c>. Fields that its kind does not know are null.</summary>
public sealed record ModelManifest
{
    /// <summary>The model's name in reports; unique in the manifest, one path segment.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="ModelKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Base address of an HTTP endpoint; null for the provider's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Model name as the provider knows it.</summary>
    public string? Model { get; init; }

    /// <summary>Name of the secret that holds the API key, without the <c>secret:</c> prefix; null where none is sent.</summary>
    public string? ApiKeySecret { get; init; }

    /// <summary>Folder of a contrastive model: a path in the store, or one beside the manifest that begins with <c>./</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Generation settings: the model's own over the manifest's over the defaults.</summary>
    public GenerationManifest Generation { get; init; } = new();

    /// <summary>Most calls in flight at once.</summary>
    /// <value>Default 16.</value>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>Deadline of one request in seconds.</summary>
    /// <value>Default 120.</value>
    public double TimeoutSeconds { get; init; } = 120;

    /// <summary>Price per million input tokens in US dollars; null where unknown.</summary>
    public decimal? UsdPerMillionInputTokens { get; init; }

    /// <summary>Price per million output tokens in US dollars; null where unknown.</summary>
    public decimal? UsdPerMillionOutputTokens { get; init; }

    /// <summary>Images per forward pass of a contrastive model.</summary>
    /// <value>Default 16.</value>
    public int BatchSize { get; init; } = 16;

    /// <summary>What a generative model is asked beyond each question once; null for other kinds.</summary>
    public PassesManifest? Passes { get; init; }

    /// <summary>Starts a new response log instead of reusing earlier answers: mixed into the model key with the run id.</summary>
    public bool Fresh { get; init; }
}
