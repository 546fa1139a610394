using MuBench.Endpoints;
using MuBench.Manifests.Reading.Fields;

namespace MuBench.Manifests.Reading;

/// <summary>Reads where a provider's model is hosted, its address there, and the name of its key's secret.</summary>
internal static class PlatformReader
{
    /// <summary>Reads platform, project, location, address and key.</summary>
    public static ModelManifest Read(JsonObjectReader reader, ModelManifest model, EndpointPolicy? endpoints)
    {
        var platform = model.Kind switch
        {
            ModelKinds.Anthropic => reader.Choice(ModelFields.AnthropicPlatform),
            ModelKinds.Gemini => reader.Choice(ModelFields.GeminiPlatform),
            _ => null,
        };
        if (platform is null || platform == model.Kind)
            return ReadOwn(reader, model, endpoints);
        var read = model with { Platform = platform, ApiKeySecret = GenerativeModelReader.ReadApiKey(reader, requiredAt: null) };
        return platform switch
        {
            ModelPlatforms.Foundry => ReadFoundry(reader, read, endpoints),
            ModelPlatforms.Vertex => ReadVertex(reader, read, endpoints),
            _ => ReadBedrock(reader, read, endpoints),
        };
    }

    private static ModelManifest ReadOwn(JsonObjectReader reader, ModelManifest model, EndpointPolicy? endpoints)
    {
        var azure = model.Kind == ModelKinds.AzureOpenAI;
        var own = ModelKinds.EndpointOf(model.Kind);
        if (ModelPlatforms.Of(model.Kind).Count > 0)
            Refuse(reader, ModelPlatforms.Vertex, ModelFields.Project, ModelFields.Location);
        return model with
        {
            Endpoint = EndpointReader.Read(reader, azure ? ModelFields.AzureEndpoint : ModelFields.Endpoint, own, endpoints, out var needsKey),
            ApiKeySecret = GenerativeModelReader.ReadApiKey(reader, needsKey ? own : null),
        };
    }

    private static ModelManifest ReadFoundry(JsonObjectReader reader, ModelManifest model, EndpointPolicy? endpoints)
    {
        Refuse(reader, ModelPlatforms.Vertex, ModelFields.Project, ModelFields.Location);
        var read = model with { Endpoint = EndpointReader.Read(reader, ModelFields.FoundryEndpoint, own: null, endpoints, out _) };
        return Checked(reader, read, "Azure AI Foundry", "an Entra token", AzureOpenAIHosts.Contains, AzureOpenAIHosts.Description);
    }

    private static ModelManifest ReadVertex(JsonObjectReader reader, ModelManifest model, EndpointPolicy? endpoints)
    {
        var location = reader.Text(ModelFields.Location);
        var read = model with
        {
            Project = reader.Text(ModelFields.Project with { IsRequired = true }),
            Location = location == ModelPlatforms.DefaultLocation ? null : location,
            Endpoint = EndpointReader.Read(reader, ModelFields.Endpoint, own: null, endpoints, out _),
        };
        CheckAddress(reader, read, endpoints);
        return Checked(reader, read, "Vertex AI", "a token of a Google identity", VertexHosts.Contains, VertexHosts.Description);
    }

    private static ModelManifest ReadBedrock(JsonObjectReader reader, ModelManifest model, EndpointPolicy? endpoints)
    {
        Refuse(reader, ModelPlatforms.Vertex, ModelFields.Project);
        var read = model with
        {
            Location = reader.Text(ModelFields.Location with { IsRequired = true }),
            Endpoint = EndpointReader.Read(reader, ModelFields.Endpoint, own: null, endpoints, out _),
        };
        if (read.Location is not null)
            CheckAddress(reader, read, endpoints);
        return Checked(reader, read, "Amazon Bedrock", "a request signed by an AWS identity", BedrockHosts.Contains, BedrockHosts.Description);
    }

    /// <summary>Adds a fault if an identity would sign requests to a host of others.</summary>
    private static ModelManifest Checked(JsonObjectReader reader, ModelManifest model, string service, string credential, Func<Uri, bool> isItsHost, string hosts)
    {
        if (!reader.Has(ModelFields.ApiKey) && model.Endpoint is { } endpoint && !isItsHost(endpoint))
            reader.Fault(ModelFields.Endpoint, $"is not an address of {service} over https ({hosts}); without 'apiKey' {credential} would be sent, and it is sent to these hosts only");
        return model;
    }

    /// <summary>Adds a fault if the address that follows from the location may not be called.</summary>
    private static void CheckAddress(JsonObjectReader reader, ModelManifest model, EndpointPolicy? endpoints)
    {
        if (model.Endpoint is null && endpoints is not null && !endpoints.Allows(ModelPlatforms.EndpointOf(model)!, out var reason))
            reader.Fault(ModelFields.Location, $"has the address {ModelPlatforms.EndpointOf(model)!.Host}, but {reason}");
    }

    private static void Refuse(JsonObjectReader reader, string platform, params ReadOnlySpan<ManifestField> fields)
    {
        foreach (var field in fields)
        {
            if (reader.Has(field))
                reader.Fault(field, $"goes with \"platform\": \"{platform}\"{(field == ModelFields.Location ? $" or \"{ModelPlatforms.Bedrock}\"" : "")}; leave it out");
        }
    }
}
