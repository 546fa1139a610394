using System.Text.RegularExpressions;

namespace MuBench.Manifests.Reading;

/// <summary>Which models refuse sampling settings, so that the manifest's general ones are not sent to them.</summary>
internal static partial class ReasoningModels
{
    /// <summary>Whether a model answers a call that has a temperature with an error.</summary>
    public static bool TakesNoSampling(ModelManifest model) => model.Kind switch
    {
        ModelKinds.Anthropic => true,
        ModelKinds.AzureOpenAI => model.Deployment is { } deployment && RefusesSampling(deployment),
        // Elsewhere a name says nothing of what the server takes.
        ModelKinds.OpenAI => (model.Endpoint ?? ModelKinds.OpenAIEndpoint).IdnHost == ModelKinds.OpenAIEndpoint.IdnHost
            && model.Model is { } name && RefusesSampling(name),
        _ => false,
    };

    private static bool RefusesSampling(string name) => Reasoning().IsMatch(name) && !name.Contains("-chat", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^(o[1-9]|gpt-?[5-9])(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reasoning();
}
