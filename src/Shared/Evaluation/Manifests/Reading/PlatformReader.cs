using MuBench.Endpoints;

namespace MuBench.Manifests.Reading;

/// <summary>Reads where a provider's model is hosted, and the address there.</summary>
internal static class PlatformReader
{
    /// <summary>Reads platform, address and the name of the key's secret.</summary>
    public static ModelManifest Read(JsonObjectReader reader, ModelManifest model, EndpointPolicy? endpoints)
    {
        var platform = model.Kind == ModelKinds.Anthropic ? reader.Choice(ModelFields.AnthropicPlatform) : null;
        return platform switch
        {
            ModelPlatforms.Foundry => ReadFoundry(reader, model with { Platform = platform }, endpoints),
            _ => ReadOwn(reader, model, endpoints),
        };
    }

    private static ModelManifest ReadOwn(JsonObjectReader reader, ModelManifest model, EndpointPolicy? endpoints)
    {
        var azure = model.Kind == ModelKinds.AzureOpenAI;
        var own = ModelKinds.EndpointOf(model.Kind);
        return model with
        {
            Endpoint = EndpointReader.Read(reader, azure ? ModelFields.AzureEndpoint : ModelFields.Endpoint, own, endpoints, out var needsKey),
            ApiKeySecret = GenerativeModelReader.ReadApiKey(reader, needsKey ? own : null),
        };
    }

    private static ModelManifest ReadFoundry(JsonObjectReader reader, ModelManifest model, EndpointPolicy? endpoints)
    {
        var read = model with
        {
            Endpoint = EndpointReader.Read(reader, ModelFields.FoundryEndpoint, own: null, endpoints, out _),
            ApiKeySecret = GenerativeModelReader.ReadApiKey(reader, requiredAt: null),
        };
        if (!reader.Has(ModelFields.ApiKey) && read.Endpoint is { } endpoint && !AzureOpenAIHosts.Contains(endpoint))
            reader.Fault(ModelFields.FoundryEndpoint, $"is not an address of Azure AI Foundry over https ({AzureOpenAIHosts.Description}); without 'apiKey' an Entra token would be sent, and it is sent to these hosts only");
        RefuseBatches(reader, "Claude on Azure AI Foundry has no batch API");
        return read;
    }

    private static void RefuseBatches(JsonObjectReader reader, string reason)
    {
        if (reader.Choice(ModelFields.Delivery) == Deliveries.Batch)
            reader.Fault(ModelFields.Delivery, $"{reason}; leave 'delivery' out");
    }
}
