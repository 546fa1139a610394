using System.Text.Json.Nodes;

namespace MuBench.Tests;

/// <summary>The evaluated template for given parameters, as far as the compiler can evaluate it without deploying.</summary>
public sealed class DeploymentTests(CompiledInfra infra)
{
    private const string Everything = """
        param principalId = '00000000-0000-0000-0000-000000000003'
        param schedulerEnabled = true
        param openAiEnabled = true
        param vnetEnabled = true
        param allowedIpAddresses = '192.0.2.1, 198.51.100.0/24'
        """;

    [Fact]
    public async Task Settings_Defaults_AreWhatTheAppReads()
    {
        var settings = SettingsOf(await DeployAsync(""))["properties"]!.AsObject();

        Assert.Equal(
            """
            APPLICATIONINSIGHTS_AUTHENTICATION_STRING
            APPLICATIONINSIGHTS_CONNECTION_STRING
            AZURE_CLIENT_ID
            AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions
            AzureWebJobsStorage__blobServiceUri
            AzureWebJobsStorage__clientId
            AzureWebJobsStorage__credential
            AzureWebJobsStorage__queueServiceUri
            AzureWebJobsStorage__tableServiceUri
            MUBENCH_ALLOWED_ENDPOINTS
            MUBENCH_CONSOLE
            MUBENCH_CONTAINER
            MUBENCH_KEY_VAULT
            MUBENCH_MANIFEST_QUEUE
            MUBENCH_MAX_PARALLEL_SHARDS
            MUBENCH_STORE
            MUBENCH_TRIGGER
            MuBenchStorage__blobServiceUri
            MuBenchStorage__clientId
            MuBenchStorage__credential
            MuBenchStorage__queueServiceUri
            TASKHUB_NAME
            """,
            string.Join('\n', settings.Select(setting => setting.Key).Order(StringComparer.Ordinal)), ignoreLineEndingDifferences: true);
        Assert.Equal("queue", (string?)settings["MUBENCH_TRIGGER"]);
        Assert.Equal("4", (string?)settings["AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions"]);
        Assert.Equal("mubench-manifests", (string?)settings["MUBENCH_MANIFEST_QUEUE"]);
    }

    [Fact]
    public async Task Settings_Scheduler_IsTheBackend()
    {
        var settings = SettingsOf(await DeployAsync(Everything));
        Assert.True(settings.Says("properties.AzureFunctionsJobHost__extensions__durableTask__storageProvider__type", "azureManaged"));
        Assert.NotNull(settings["properties.DURABLE_TASK_SCHEDULER_CONNECTION_STRING"]);
    }

    // The console is closed and the platform's authentication is off if there is no registration with which people could sign in.
    [Theory]
    [InlineData("", false)]
    [InlineData("param signInClientId = '00000000-0000-0000-0000-00000000000c'", true)]
    [InlineData("param signInClientId = '00000000-0000-0000-0000-00000000000c'\nparam signInEnabled = false", false)]
    public async Task SignIn_WithARegistration_IsOnForThePlatformAndTheConsoleAlike(string parameters, bool isOn)
    {
        var resources = await DeployAsync(parameters);
        var authentication = Assert.Single(resources, IsAuthentication)["properties"]!;

        Assert.Equal(isOn ? "entra" : "off", (string?)SettingsOf(resources)["properties.MUBENCH_CONSOLE"]);
        Assert.Equal(isOn, (bool)authentication["platform"]!["enabled"]!);
        Assert.Equal(isOn ? "00000000-0000-0000-0000-00000000000c" : null, (string?)authentication["identityProviders"]!["azureActiveDirectory"]!["registration"]!["clientId"]);
        Assert.Contains("'00000000-0000-0000-0000-000000000002'", (string?)authentication["identityProviders"]!["azureActiveDirectory"]!["registration"]!["openIdIssuer"], StringComparison.Ordinal);
    }

    // Programs with a function key, events and the platform itself send no token.
    [Fact]
    public async Task SignIn_RequestsWithoutAPerson_ReachTheAppWhichDecides()
    {
        var validation = Assert.Single(await DeployAsync("param signInClientId = 'c'"), IsAuthentication)["properties"]!["globalValidation"]!;

        Assert.Equal((false, "AllowAnonymous"), ((bool)validation["requireAuthentication"]!, (string?)validation["unauthenticatedClientAction"]));
    }

    [Fact]
    public async Task Resources_Defaults_AreThoseThatCostNothingIdle()
    {
        var types = (await DeployAsync("")).Select(resource => resource.Type).ToHashSet();
        Assert.DoesNotContain("Microsoft.DurableTask/schedulers", types);
        Assert.DoesNotContain("Microsoft.CognitiveServices/accounts", types);
        Assert.DoesNotContain(types, type => type.StartsWith("Microsoft.Network/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resources_Everything_IsThere()
    {
        var resources = await DeployAsync(Everything);
        Assert.Single(resources, resource => resource.Type == "Microsoft.DurableTask/schedulers/taskHubs");
        Assert.Single(resources, resource => resource.Type == "Microsoft.CognitiveServices/accounts/deployments");
        Assert.Equal(6, resources.Count(resource => resource.Type == "Microsoft.Network/privateEndpoints"));
        Assert.Equal(5, resources.Count(resource => resource.Type == "Microsoft.Network/privateDnsZones"));
    }

    [Fact]
    public async Task Firewalls_Everything_CloseAllButTheQueueOfEvents()
    {
        var accounts = (await DeployAsync(Everything)).Where(resource => resource.Type == "Microsoft.Storage/storageAccounts").ToList();
        Assert.Equal(3, accounts.Count);
        foreach (var account in accounts)
        {
            var open = ((string)account["name"]!).StartsWith("stevents", StringComparison.Ordinal);
            Assert.True(account.Says("properties.networkAcls.defaultAction", open ? "Allow" : "Deny"));
            Assert.Equal(open ? 0 : 2, account["properties.networkAcls.ipRules"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task Subscription_OtherContainer_TakesItsManifestsAlone()
    {
        var resources = await DeployAsync("param containerName = 'lab'");
        var filter = Assert.Single(resources, resource => resource.Type.EndsWith("/eventSubscriptions", StringComparison.Ordinal))["properties.filter"]!;
        Assert.Equal("Microsoft.Storage.BlobCreated", (string?)Assert.Single(filter["includedEventTypes"]!.AsArray()));
        Assert.Equal("/blobServices/default/containers/lab/blobs/manifests/", (string?)filter["subjectBeginsWith"]);
        Assert.Equal(".json", (string?)filter["subjectEndsWith"]);
    }

    [Fact]
    public async Task Lifecycle_OtherContainer_DeletesItsRunsAlone()
    {
        var resources = await DeployAsync("param containerName = 'lab'\nparam runRetentionDays = 30");
        var policy = Assert.Single(resources, resource => resource.Type.EndsWith("/managementPolicies", StringComparison.Ordinal));
        var rule = Assert.Single(policy["properties.policy.rules"]!.AsArray())!["definition"]!;
        Assert.Equal("lab/runs/", (string?)Assert.Single(rule["filters"]!["prefixMatch"]!.AsArray()));
        Assert.Equal(30, (int)rule["actions"]!["baseBlob"]!["delete"]!["daysAfterModificationGreaterThan"]!);
    }

    [Fact]
    public async Task Names_Storage_AreShortEnough() =>
        Assert.All(
            (await DeployAsync("")).Where(resource => resource.Type == "Microsoft.Storage/storageAccounts"),
            account => Assert.Matches("^[a-z0-9]{3,24}$", (string)account["name"]!));

    private static ArmResource SettingsOf(IEnumerable<ArmResource> resources) =>
        Assert.Single(resources, resource => resource.Type == "Microsoft.Web/sites/config" && !IsAuthentication(resource));

    private static bool IsAuthentication(ArmResource resource) => resource.Place.EndsWith("/authsettingsV2", StringComparison.Ordinal);

    private async Task<List<ArmResource>> DeployAsync(string parameters) =>
        [.. JsonNode.Parse(await infra.SnapshotAsync(parameters))!["predictedResources"]!.AsArray().Select(resource =>
            new ArmResource((string)resource!["name"]!, (string)resource["type"]!, resource.AsObject()))];
}
