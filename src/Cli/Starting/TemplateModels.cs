using MuBench.Manifests;
using MuBench.Naming;

namespace MuBench.Cli.Starting;

/// <summary>The models that a template may name, as lines of a manifest.</summary>
internal static class TemplateModels
{
    private static readonly Dictionary<string, string> Hosted = new(StringComparer.Ordinal)
    {
        [ModelKinds.OpenAI] = """{ "id": "gpt", "kind": "openai", "model": "gpt-5-mini", "apiKey": "secret:openai-key" },""",
        [ModelKinds.AzureOpenAI] = """{ "id": "azure", "kind": "azure-openai", "endpoint": "https://NAME.openai.azure.com", "deployment": "gpt-4o", "pricedAs": "gpt-4o" },""",
        [ModelKinds.Anthropic] = """{ "id": "claude", "kind": "anthropic", "model": "claude-sonnet-5-5", "apiKey": "secret:anthropic-key" },""",
        [ModelKinds.Gemini] = """{ "id": "gemini", "kind": "gemini", "model": "gemini-3-flash", "apiKey": "secret:gemini-key" },""",
        ["foundry"] = """{ "id": "claude-azure", "kind": "anthropic", "platform": "foundry", "endpoint": "https://NAME.services.ai.azure.com", "model": "claude-sonnet-5-5", "pricedAs": "claude-sonnet-5-5" },""",
        ["vertex"] = """{ "id": "gemini-vertex", "kind": "gemini", "platform": "vertex", "project": "my-project", "model": "gemini-3-flash", "pricedAs": "gemini-3-flash" },""",
        ["bedrock"] = """{ "id": "claude-aws", "kind": "anthropic", "platform": "bedrock", "location": "us-east-1", "model": "us.anthropic.claude-sonnet-5-5-v1:0", "pricedAs": "claude-sonnet-5-5" },""",
    };

    /// <summary>The names of the hosted models and servers that a template may have.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Hosted.Keys, .. KnownServers.All.Select(server => server.Name)];

    /// <summary>The lines of the models, each with an indent.</summary>
    /// <param name="models">Names of <see cref="Names"/>, or folders.</param>
    /// <param name="areFolders">Whether they are folders of contrastive models.</param>
    /// <exception cref="UserException">A name is not known.</exception>
    public static string Lines(IReadOnlyList<string> models, bool areFolders) =>
        string.Join('\n', models.Select(model => "    " + (areFolders ? Folder(model) : Chat(model))));

    private static string Folder(string path) =>
        $$"""{ "id": "{{Path.GetFileName(path.TrimEnd('/'))}}", "kind": "clip", "source": "{{path}}" },""";

    private static string Chat(string name) =>
        Hosted.TryGetValue(name, out var line) ? line
        : KnownServers.All.FirstOrDefault(server => server.Name == name) is { } known ? Served(known)
        : throw new UserException($"--model '{name}': {NearestNames.Question(name, Names) ?? $"expected {ManifestText.Or(Names)}"}");

    // A price, because a budget refuses a model whose price is unknown. One's own server costs nothing per token.
    private static string Served(KnownServer server) => server.Secret is null
        ? $$"""{ "id": "{{server.Name}}", {{server}}, "model": "Qwen/Qwen2.5-VL-7B-Instruct", "price": { "inputPerMillion": 0, "outputPerMillion": 0 } }, // the model as the server names it"""
        : $$"""{ "id": "{{server.Name}}", {{server}}, "model": "qwen/qwen2.5-vl-7b-instruct", "price": { "inputPerMillion": 0.2, "outputPerMillion": 0.2 } }, // set your model and its price""";
}
