namespace MuBench.Manifests;

/// <summary>The model kinds that this version runs.</summary>
public static class ModelKinds
{
    /// <summary>Any OpenAI-compatible chat endpoint.</summary>
    public const string OpenAI = "openai";

    /// <summary>A contrastive model as ONNX, in process.</summary>
    public const string Clip = "clip";

    /// <summary>The floor that picks an option at random, seeded.</summary>
    public const string Random = "random";

    /// <summary>The floor that picks the option most often correct in the dataset.</summary>
    public const string Majority = "majority";

    /// <summary>Where <see cref="OpenAI"/> models are asked that name no endpoint: the provider's own.</summary>
    public static Uri OpenAIEndpoint { get; } = new("https://api.openai.com/v1");

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> All { get; } = [OpenAI, Clip, Random, Majority];

    /// <summary>Whether a kind is a chat model behind an HTTP endpoint.</summary>
    public static bool IsGenerative(string kind) => kind is OpenAI;
}
