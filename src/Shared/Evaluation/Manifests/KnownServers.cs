namespace MuBench.Manifests;

/// <summary>
/// OpenAI-compatible servers and gateways whose names people write as a kind, with their usual addresses. They are hints: a manifest
/// names an endpoint.
/// </summary>
public static class KnownServers
{
    /// <summary>All of them, those on one's own machine first.</summary>
    public static IReadOnlyList<KnownServer> All { get; } =
    [
        new("vllm", "vLLM", new Uri("http://localhost:8000/v1")),
        new("ollama", "Ollama", new Uri("http://localhost:11434/v1"), NeedsMaxTokens: true),
        new("lmstudio", "LM Studio", new Uri("http://localhost:1234/v1"), NeedsMaxTokens: true),
        new("llama.cpp", "llama.cpp", new Uri("http://localhost:8080/v1"), NeedsMaxTokens: true),
        new("sglang", "SGLang", new Uri("http://localhost:30000/v1")),
        new("openrouter", "OpenRouter", new Uri("https://openrouter.ai/api/v1"), "openrouter-key"),
        new("together", "Together AI", new Uri("https://api.together.xyz/v1"), "together-key", NeedsMaxTokens: true),
        new("groq", "Groq", new Uri("https://api.groq.com/openai/v1"), "groq-key"),
        new("xai", "xAI", new Uri("https://api.x.ai/v1"), "xai-key"),
        new("mistral", "Mistral", new Uri("https://api.mistral.ai/v1"), "mistral-key", NeedsMaxTokens: true),
    ];

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["azure"] = ModelKinds.AzureOpenAI,
        ["azureopenai"] = ModelKinds.AzureOpenAI,
        ["claude"] = ModelKinds.Anthropic,
        ["google"] = ModelKinds.Gemini,
        ["vertex"] = ModelKinds.Gemini,
        ["gpt"] = ModelKinds.OpenAI,
        ["openaicompatible"] = ModelKinds.OpenAI,
        ["onnx"] = ModelKinds.Clip,
        ["biomedclip"] = ModelKinds.Clip,
        ["siglip"] = ModelKinds.Clip,
        ["openclip"] = ModelKinds.Clip,
        ["chance"] = ModelKinds.Random,
    };

    /// <summary>What to write instead of a name that is no kind; null if the name is none of these.</summary>
    public static string? Remedy(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var plain = Plain(name);
        return All.FirstOrDefault(server => Plain(server.Name) == plain) is { } known ? $"for {known.Title} write {known}"
            : Kinds.TryGetValue(plain, out var kind) ? $"write \"kind\": \"{kind}\""
            : null;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
