using System.Text.Json.Nodes;

namespace MuBench.Tests;

/// <summary>Breaks each rule in the compiled template and checks that it is reported.</summary>
public sealed class TemplateRulesTests(CompiledInfra infra)
{
    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "true")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", null)]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "\"[parameters('keys')]\"")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "true")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "\"TLS1_0\"")]
    [InlineData("Microsoft.Storage/storageAccounts/blobServices/containers", "properties.publicAccess", "\"Blob\"")]
    [InlineData("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "false")]
    [InlineData("Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", null)]
    [InlineData("Microsoft.Insights/components", "properties.DisableLocalAuth", "false")]
    [InlineData("Microsoft.CognitiveServices/accounts", "properties.disableLocalAuth", "false")]
    [InlineData("Microsoft.Web/sites", "identity.type", "\"SystemAssigned\"")]
    [InlineData("Microsoft.Web/sites", "identity", null)]
    [InlineData("Microsoft.Web/sites", "tags", "\"[parameters('tags')]\"")]
    [InlineData("Microsoft.KeyVault/vaults", "tags", null)]
    [InlineData("Microsoft.EventGrid/systemTopics/eventSubscriptions", "properties.deadLetterWithResourceIdentity", null)]
    [InlineData("Microsoft.EventGrid/systemTopics/eventSubscriptions", "properties.deliveryWithResourceIdentity", null)]
    [InlineData("Microsoft.Authorization/roleAssignments", "scope", null)]
    [InlineData("Microsoft.Authorization/roleAssignments", "scope", "\"[resourceGroup().id]\"")]
    [InlineData("Microsoft.Authorization/roleAssignments", "scope", "\"[subscription().id]\"")]
    [InlineData("Microsoft.Authorization/roleAssignments", "scope", "\"[resourceId('Microsoft.Resources/resourceGroups', 'rg')]\"")]
    [InlineData("Microsoft.Authorization/roleAssignments", "properties.roleDefinitionId", "\"b24988ac-6180-42a0-ab88-20f7382dd24c\"")]
    [InlineData("Microsoft.Storage/storageAccounts/managementPolicies", "properties.policy.rules", "[]")]
    [InlineData("Microsoft.Web/sites/config", "properties.AzureWebJobsStorage", "\"[listKeys(parameters('id'), '2025-01-01').keys[0].value]\"")]
    public async Task Broken_ResourceSaysOtherwise_IsFound(string type, string path, string? value)
    {
        var broken = await ChangedAsync(json =>
        {
            foreach (var resource in Resources(json, type))
                Set(resource, path, value);
        });
        Assert.NotEmpty(TemplateRules.Broken(broken));
    }

    [Fact]
    public async Task Broken_ParameterWithoutDescription_IsFound() =>
        Assert.Contains(
            TemplateRules.Broken(await ChangedAsync(json => json["parameters"]!["location"]!["metadata"]!.AsObject().Remove("description"))),
            sentence => sentence.Contains("location", StringComparison.Ordinal));

    [Fact]
    public async Task Broken_OutputInLowerCase_IsFound() =>
        Assert.Contains(
            TemplateRules.Broken(await ChangedAsync(json => json["outputs"]!["url"] = json["outputs"]!["MUBENCH_URL"]!.DeepClone())),
            sentence => sentence.Contains("url", StringComparison.Ordinal));

    [Fact]
    public async Task Broken_NoEnvironmentTag_IsFound() =>
        Assert.Contains(
            TemplateRules.Broken(await ChangedAsync(json => json["variables"]!["tags"] = new JsonObject())),
            sentence => sentence.Contains("azd-env-name", StringComparison.Ordinal));

    private async Task<ArmTemplate> ChangedAsync(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(await infra.JsonAsync())!.AsObject();
        change(json);
        return ArmTemplate.Parse(json.ToJsonString());
    }

    private static List<JsonObject> Resources(JsonNode node, string type)
    {
        var children = node switch
        {
            JsonObject fields => fields.Select(field => field.Value),
            JsonArray items => items,
            _ => [],
        };
        List<JsonObject> found = [.. children.OfType<JsonNode>().SelectMany(child => Resources(child, type))];
        if (node is JsonObject resource && resource["type"] is JsonValue value && value.TryGetValue<string>(out var name) && name == type)
            found.Add(resource);
        return found;
    }

    private static void Set(JsonObject resource, string path, string? value)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            // Settings are merged by an expression; a single setting is enough here.
            if (resource[name] is not JsonObject)
                resource[name] = new JsonObject();
            resource = resource[name]!.AsObject();
        }

        if (value is null)
            resource.Remove(names[^1]);
        else
            resource[names[^1]] = JsonNode.Parse(value);
    }
}
