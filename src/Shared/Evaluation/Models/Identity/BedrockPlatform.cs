using MuBench.Endpoints;
using MuBench.Manifests;

namespace MuBench.Models.Identity;

/// <summary>Claude in Amazon Bedrock.</summary>
internal static class BedrockPlatform
{
    private const string Hint = "it is the address of Bedrock's runtime, such as https://bedrock-runtime.us-east-1.amazonaws.com";
    private const string Version = "bedrock-2023-05-31";

    /// <summary>With a key of Bedrock.</summary>
    public static HostedPlatform WithKey(ModelManifest model, string apiKey) =>
        Of(model, inner => new KeyHandler("Authorization", $"Bearer {apiKey}", inner), keyRemedy: null);

    /// <summary>With an AWS identity, which signs every request.</summary>
    /// <exception cref="UserException">The endpoint is not one of Bedrock.</exception>
    public static HostedPlatform WithIdentity(ModelManifest model, Func<CancellationToken, Task<AwsKeys>> keys, TimeProvider time)
    {
        if (!BedrockHosts.Contains(ModelPlatforms.EndpointOf(model)!))
            throw new UserException($"A request signed by an AWS identity goes only to Amazon Bedrock over https ({BedrockHosts.Description}), not to the 'endpoint' of model '{model.Id}'.");
        return Of(
            model,
            inner => new AwsSigningHandler(keys, time, inner),
            $"Model '{model.Id}' signs in with an AWS identity: allow it the action 'bedrock:InvokeModel', enable the model in the region '{model.Location}', or set 'apiKey' to \"secret:NAME\".");
    }

    private static HostedPlatform Of(ModelManifest model, Func<HttpMessageHandler, HttpMessageHandler> sign, string? keyRemedy)
    {
        var address = ModelPlatforms.EndpointOf(model)!;
        return new HostedPlatform(
            address, inner => new ClaudeRouteHandler(name => new Uri($"{address.AbsoluteUri.TrimEnd('/')}/model/{Uri.EscapeDataString(name)}/invoke"), Version, sign(inner)), Hint, keyRemedy);
    }
}
