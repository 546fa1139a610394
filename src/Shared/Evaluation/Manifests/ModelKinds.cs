namespace MuBench.Manifests;

/// <summary>The model kinds that this version runs.</summary>
public static class ModelKinds
{
    /// <summary>Any OpenAI-compatible chat endpoint.</summary>
    public const string OpenAI = "openai";

    /// <summary>A deployment of Azure OpenAI.</summary>
    public const string AzureOpenAI = "azure-openai";

    /// <summary>A model of Anthropic's Messages API.</summary>
    public const string Anthropic = "anthropic";

    /// <summary>A model of Google's Gemini API.</summary>
    public const string Gemini = "gemini";

    /// <summary>A contrastive model as ONNX, in process or behind an embeddings endpoint.</summary>
    public const string Clip = "clip";

    /// <summary>Mixtures of two contrastive models' weights: one model per α.</summary>
    public const string Interpolation = "interpolation";

    /// <summary>The floor that picks an option at random, with a seed.</summary>
    public const string Random = "random";

    /// <summary>The floor that picks the option that is most often correct in the dataset.</summary>
    public const string Majority = "majority";

    /// <summary>The default endpoint of <see cref="OpenAI"/> models: the provider's own.</summary>
    public static Uri OpenAIEndpoint { get; } = new("https://api.openai.com/v1");

    /// <summary>The default endpoint of <see cref="Anthropic"/> models.</summary>
    public static Uri AnthropicEndpoint { get; } = new("https://api.anthropic.com");

    /// <summary>The default endpoint of <see cref="Gemini"/> models.</summary>
    public static Uri GeminiEndpoint { get; } = new("https://generativelanguage.googleapis.com/v1beta");

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> All { get; } = [OpenAI, AzureOpenAI, Anthropic, Gemini, Clip, Interpolation, Random, Majority];

    /// <summary>Whether a kind is a chat model behind an HTTP endpoint.</summary>
    public static bool IsGenerative(string kind) => kind is OpenAI or AzureOpenAI or Anthropic or Gemini;

    /// <summary>Whether a kind is a floor: it answers without looking at the image.</summary>
    public static bool IsFloor(string kind) => kind is Random or Majority;

    /// <summary>Whether a model runs in this process. Such a model uses every core, so these models take turns.</summary>
    public static bool IsInProcess(ModelManifest model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return !IsGenerative(model.Kind) && model.Endpoint is null;
    }

    /// <summary>The default endpoint of a kind; null if an endpoint is required or none is called.</summary>
    public static Uri? EndpointOf(string kind) => kind switch
    {
        OpenAI => OpenAIEndpoint,
        Anthropic => AnthropicEndpoint,
        Gemini => GeminiEndpoint,
        _ => null,
    };
}
