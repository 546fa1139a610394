using System.Text.Json.Nodes;

namespace MuBench.Tests.Arm;

/// <summary>The properties of a deployed resource, in the format that its service documents.</summary>
internal static class RuntimeProperties
{
    /// <summary>Domain of the environment of container apps.</summary>
    public const string ContainerAppsDomain = "ashyhill-1a2b3c4d.swedencentral.azurecontainerapps.io";

    /// <summary>Makes the properties of a resource of a template.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="text">Evaluates one of its values.</param>
    public static JsonNode Of(JsonObject resource, Func<JsonNode?, string> text)
    {
        var name = text(resource["name"]);
        var properties = ((string)resource["type"]!) switch
        {
            "Microsoft.App/managedEnvironments" => $$"""{ "defaultDomain": "{{ContainerAppsDomain}}", "staticIp": "10.0.4.10" }""",
            "Microsoft.CognitiveServices/accounts" => $$"""{ "endpoint": "https://{{name}}.openai.azure.com/" }""",
            "Microsoft.ContainerRegistry/registries" => $$"""{ "loginServer": "{{name}}.azurecr.io" }""",
            "Microsoft.DurableTask/schedulers" => $$"""{ "endpoint": "https://{{name}}.swedencentral.durabletask.io" }""",
            "Microsoft.Insights/components" => """{ "ConnectionString": "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://swedencentral-0.in.applicationinsights.azure.com/" }""",
            "Microsoft.KeyVault/vaults" => $$"""{ "vaultUri": "https://{{name}}.vault.azure.net/" }""",
            "Microsoft.ManagedIdentity/userAssignedIdentities" => $$"""{ "clientId": "client-of-{{name}}", "principalId": "principal-of-{{name}}" }""",
            "Microsoft.Network/publicIPAddresses" => """{ "ipAddress": "203.0.113.9" }""",
            "Microsoft.Network/virtualNetworks" => """{ "subnets": [{ "id": "subnet-0" }, { "id": "subnet-1" }, { "id": "subnet-2" }] }""",
            "Microsoft.Storage/storageAccounts" => $$"""{ "primaryEndpoints": { "blob": "https://{{name}}.blob.core.windows.net/", "queue": "https://{{name}}.queue.core.windows.net/", "table": "https://{{name}}.table.core.windows.net/" } }""",
            "Microsoft.Web/sites" => $$"""{ "defaultHostName": "{{name}}.azurewebsites.net" }""",
            var type => throw new NotSupportedException($"The tests know nothing of what a deployed {type} tells."),
        };
        return JsonNode.Parse(properties)!;
    }
}
