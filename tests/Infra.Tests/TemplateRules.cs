using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MuBench.Tests;

/// <summary>Rules for the compiled template. Each rule returns a sentence for each violation.</summary>
internal static partial class TemplateRules
{
    // Owner, Contributor, User Access Administrator, Role Based Access Control Administrator.
    private static readonly string[] BroadRoles =
    [
        "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "b24988ac-6180-42a0-ab88-20f7382dd24c",
        "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
    ];

    /// <summary>Values that a type must have literally, so that no parameter can change them.</summary>
    private static readonly (string Type, string Path, JsonNode Value)[] Fixed =
    [
        ("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", false),
        ("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", false),
        ("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "TLS1_2"),
        ("Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", true),
        ("Microsoft.Storage/storageAccounts/blobServices/containers", "properties.publicAccess", "None"),
        ("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", true),
        ("Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", true),
        ("Microsoft.Insights/components", "properties.DisableLocalAuth", true),
        ("Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", true),
        ("Microsoft.CognitiveServices/accounts", "properties.disableLocalAuth", true),
        ("Microsoft.Web/sites", "properties.httpsOnly", true),
        ("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties.allow", false),
        ("Microsoft.Web/sites", "identity.type", "UserAssigned"),
        ("Microsoft.EventGrid/systemTopics", "identity.type", "UserAssigned"),
        ("Microsoft.EventGrid/systemTopics/eventSubscriptions", "properties.deliveryWithResourceIdentity.identity.type", "UserAssigned"),
        ("Microsoft.EventGrid/systemTopics/eventSubscriptions", "properties.deadLetterWithResourceIdentity.identity.type", "UserAssigned"),
        ("Microsoft.EventGrid/systemTopics/eventSubscriptions", "properties.deadLetterWithResourceIdentity.deadLetterDestination.endpointType", "StorageBlob"),
    ];

    /// <summary>All violations of all rules.</summary>
    public static IEnumerable<string> Broken(ArmTemplate template) =>
    [
        .. Keys(template), .. Unfixed(template), .. Identities(template), .. Roles(template), .. Undescribed(template),
        .. Outputs(template), .. Tags(template), .. Lifecycle(template),
    ];

    private static IEnumerable<string> Keys(ArmTemplate template) =>
        ListFunction().Matches(template.Text).Select(match => $"{match.Value}...) reads a key");

    private static IEnumerable<string> Unfixed(ArmTemplate template) =>
        from rule in Fixed
        from resource in template.Of(rule.Type)
        // NFS is not HTTPS: an account with NFS shares accepts one subnet only.
        where rule.Path != "properties.supportsHttpsTrafficOnly" || (string?)resource["kind"] != "FileStorage"
        where !JsonNode.DeepEquals(resource[rule.Path], rule.Value)
        select $"{resource.Place}: {rule.Path} is {resource[rule.Path]?.ToJsonString() ?? "missing"}, not {rule.Value.ToJsonString()}";

    private static IEnumerable<string> Identities(ArmTemplate template) =>
        template.Text.Contains("SystemAssigned", StringComparison.Ordinal) ? ["an identity is assigned by the system"] : [];

    private static IEnumerable<string> Roles(ArmTemplate template)
    {
        foreach (var role in BroadRoles.Where(role => template.Text.Contains(role, StringComparison.OrdinalIgnoreCase)))
            yield return $"the role {role} is too broad";
        foreach (var assignment in template.Of("Microsoft.Authorization/roleAssignments"))
        {
            var scope = (string?)assignment["scope"] ?? "";
            if (!ResourceScope().IsMatch(scope))
                yield return $"{assignment.Place}: the scope '{scope}' is no resource";
        }
    }

    private static IEnumerable<string> Undescribed(ArmTemplate template) =>
        from module in template.Templates
        from kind in (string[])["parameters", "outputs"]
        from item in module.Json[kind] as JsonObject ?? []
        where string.IsNullOrWhiteSpace((string?)item.Value?["metadata"]?["description"])
        select $"{module.Place}: {item.Key} of the {kind} is not described";

    // The outputs of the whole deployment, which azd turns into environment variables.
    private static IEnumerable<string> Outputs(ArmTemplate template) =>
        from output in template.Templates[0].Json["outputs"] as JsonObject ?? []
        where !UpperCase().IsMatch(output.Key)
        select $"the output {output.Key} is not in upper case";

    private static IEnumerable<string> Tags(ArmTemplate template)
    {
        // Child resources and extensions (roles, diagnostic settings) have no tags of their own.
        foreach (var resource in template.Resources.Where(resource => resource.Type.Count(c => c == '/') == 1
            && !resource.Type.EndsWith("/roleAssignments", StringComparison.Ordinal) && !resource.Type.EndsWith("/diagnosticSettings", StringComparison.Ordinal)))
        {
            if (resource["tags"] is null)
                yield return $"{resource.Place}: no tags";
        }

        foreach (var site in template.Of("Microsoft.Web/sites").Where(site => !$"{site["tags"]}".Contains("azd-service-name", StringComparison.Ordinal)))
            yield return $"{site.Place}: no tag azd-service-name";
        if (!$"{template.Templates[0].Json["variables"]?["tags"]}".Contains("azd-env-name", StringComparison.Ordinal))
            yield return "the tags have no azd-env-name";
    }

    private static IEnumerable<string> Lifecycle(ArmTemplate template) =>
        template.Of("Microsoft.Storage/storageAccounts/managementPolicies").Any(policy => policy.Json.ToJsonString().Contains("daysAfterModificationGreaterThan", StringComparison.Ordinal))
            ? [] : ["no lifecycle rule deletes anything"];

    [GeneratedRegex(@"\blist[A-Z]\w*\s*\(")]
    private static partial Regex ListFunction();

    [GeneratedRegex(@"^\[resourceId\('Microsoft\.(?!Resources/|Authorization/)")]
    private static partial Regex ResourceScope();

    [GeneratedRegex("^[A-Z][A-Z0-9_]*$")]
    private static partial Regex UpperCase();
}
