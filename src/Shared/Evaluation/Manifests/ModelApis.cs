using System.Text.RegularExpressions;
using MuBench.Manifests.Reading;

namespace MuBench.Manifests;

/// <summary>The APIs by which OpenAI and Azure OpenAI serve a model.</summary>
internal static partial class ModelApis
{
    /// <summary>Chat completions, which every OpenAI-compatible server has.</summary>
    public const string Chat = "chat";

    /// <summary>The Responses API.</summary>
    public const string Responses = "responses";

    /// <summary>Both APIs.</summary>
    public static IReadOnlyList<string> All { get; } = [Chat, Responses];

    /// <summary>The API of a model whose manifest names none: <see cref="Responses"/> if OpenAI has no chat completions of it, by its name.</summary>
    public static string DefaultOf(ModelManifest model) => model.Kind switch
    {
        ModelKinds.OpenAI when EndpointReader.IsOwn(model.Endpoint, ModelKinds.OpenAIEndpoint) => Of(model.Model),
        ModelKinds.AzureOpenAI => Of(model.Deployment),
        _ => Chat,
    };

    private static string Of(string? name) => name is not null && WithoutChat().IsMatch(name) ? Responses : Chat;

    [GeneratedRegex(@"^(o[13]-pro|gpt-5(\.\d+)?-pro|gpt-5(\.\d+)?-codex|codex-mini|o[34](-mini)?-deep-research|computer-use-preview)(-|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WithoutChat();
}
