using System.Text.Json.Nodes;
using MuBench.Tests.Arm;

namespace MuBench.Tests;

/// <summary>The effects of single options.</summary>
public sealed class OptionTests(CompiledInfra infra)
{
    private const string QueueDataContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string QueueDataMessageSender = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a";
    private const string SecretsUser = "4633458b-17de-408a-b874-0445c86b69e6";

    [Fact]
    public async Task Location_Regions_AreChosenFromThoseWithFlexConsumption()
    {
        var regions = JsonNode.Parse(await infra.JsonAsync())!["parameters"]!["location"]!["allowedValues"]!.AsArray().Select(region => (string)region!).ToList();
        Assert.Empty(new[] { "swedencentral", "westeurope", "eastus2" }.Except(regions));
        Assert.DoesNotContain("switzerlandnorth", regions); // it has no Flex Consumption
        Assert.Equal(regions.Order(StringComparer.Ordinal), regions);
    }

    [Fact]
    public async Task MaximumInstances_Description_SaysOfWhatAndFromWhereOn()
    {
        var description = (string)JsonNode.Parse(await infra.JsonAsync())!["parameters"]!["maximumInstanceCount"]!["metadata"]!["description"]!;
        Assert.Contains("each group of functions", description, StringComparison.Ordinal);
        Assert.Contains("40", description, StringComparison.Ordinal);
        Assert.DoesNotContain("at most", description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(2, "http=2 durable=2")]
    public async Task AlwaysReady_Count_IsOfBothGroups(int count, string expected)
    {
        var scale = (await ResourcesAsync(("alwaysReadyInstances", count))).Module("functions").Resource("app")["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!;
        Assert.Equal(expected, string.Join(' ', scale["alwaysReady"]!.AsArray().Select(group => $"{group!["name"]}={group["instanceCount"]}")));
    }

    // Only this role may update a message. Without it, a failed message returns only when its lease ends.
    [Fact]
    public async Task QueueOfManifests_App_MayUpdateMessagesOfThatQueueAlone()
    {
        var resources = await ResourcesAsync();
        var app = (string)resources.Module("appIdentity").Output("principalId")!;
        var grants = resources.Module("events").Module("account").Parameter("queueGrants")!.AsArray()
            .Where(grant => (string?)grant!["to"]!["id"] == app)
            .Select(grant => $"{grant!["queue"]} {grant["role"]}");
        Assert.Equal([$"mubench-manifests {QueueDataContributor}", $"mubench-manifests-poison {QueueDataMessageSender}"], grants);
    }

    [Fact]
    public async Task HubToken_Named_IsASecretOfTheAppThatThePlatformReads()
    {
        var resources = await GpuAsync("hub-token");
        var identity = (string)resources.Module("gpuIdentity").Output("id")!;
        var app = resources.Module("gpuApps").Module("vllm", 1).Resource("app");

        Assert.Equal("small", (string?)app["name"]);
        Assert.Equal(identity, Assert.Single(app["identity"]!["userAssignedIdentities"]!.AsObject()).Key);
        var configuration = app["properties"]!["configuration"]!;
        var secret = Assert.Single(configuration["secrets"]!.AsArray())!;
        Assert.Equal($"{resources.Module("keyVault").Output("uri")}secrets/hub-token", (string?)secret["keyVaultUrl"]);
        Assert.Equal(identity, (string?)secret["identity"]);
        Assert.Equal("None", (string?)Assert.Single(configuration["identitySettings"]!.AsArray())!["lifecycle"]);
        var variables = app["properties"]!["template"]!["containers"]![0]!["env"]!.AsArray();
        Assert.Contains(variables, variable => (string?)variable!["name"] == "HF_TOKEN" && (string?)variable["secretRef"] == (string?)secret["name"]);

        var reader = Assert.Single(resources.Module("keyVault").Parameter("secretReaders")!.AsArray())!;
        Assert.Equal("hub-token", (string?)reader["secret"]);
        Assert.Equal((string?)resources.Module("gpuIdentity").Output("principalId"), (string?)reader["to"]!["id"]);
        Assert.Contains(SecretsUser, await infra.JsonAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HubToken_None_LeavesTheAppWithoutIdentityAndSecret()
    {
        var app = (await GpuAsync("")).Module("gpuApps").Module("vllm").Resource("app");
        Assert.Null(app["identity"]);
        Assert.Empty(app["properties"]!["configuration"]!["secrets"]!.AsArray());
    }

    [Fact]
    public async Task KeyVault_Recovered_TakesTheDeletedOneBack()
    {
        Assert.Equal("recover", Mode(await ResourcesAsync(("recoverKeyVault", true))));
        Assert.Equal("default", Mode(await ResourcesAsync()));

        static string? Mode(ArmDeployment resources) => (string?)resources.Module("keyVault").Resource("vault")["properties"]!["createMode"];
    }

    private Task<ArmDeployment> GpuAsync(string token) => ResourcesAsync(
        ("vnetEnabled", true),
        ("gpuEnabled", true),
        ("gpuModels", JsonNode.Parse("""[{ "name": "qwen", "model": "Q/W", "gpu": "A100" }, { "name": "small", "model": "S/M", "gpu": "T4" }]""")),
        ("hubTokenName", token));

    private async Task<ArmDeployment> ResourcesAsync(params (string Name, JsonNode? Value)[] parameters)
    {
        var given = new JsonObject { ["environmentName"] = "test", ["location"] = "swedencentral" };
        foreach (var (name, value) in parameters)
            given[name] = value;
        return ArmDeployment.Of(await infra.JsonAsync(), given).Module("resources");
    }
}
