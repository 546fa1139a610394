using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using MuBench.Endpoints;
using MuBench.Functions.Hosting;
using MuBench.Functions.WebConsole;
using MuBench.Tests.Arm;

namespace MuBench.Tests;

/// <summary>Reads the app's settings that the templates compute, with the code that reads them in the app.</summary>
public sealed class ComputedSettingsTests(CompiledInfra infra)
{
    // An address of a private endpoint, or of the environment of container apps, in the virtual network.
    private static readonly IPAddress Private = IPAddress.Parse("10.0.1.5");

    /// <summary>Every combination of the options that change a setting, except GPUs without a virtual network, which is refused.</summary>
    public static TheoryData<bool, bool, bool, bool, string> Combinations
    {
        get
        {
            var all = new TheoryData<bool, bool, bool, bool, string>();
            foreach (var bits in Enumerable.Range(0, 32))
            {
                var (vnet, gpu) = ((bits & 1) != 0, (bits & 2) != 0);
                if (vnet || !gpu)
                    all.Add(vnet, gpu, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0 ? "https://lab.example; https://*.models.example;" : "");
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Settings_OfEveryCombination_AreReadByTheApp(bool vnet, bool gpu, bool openAi, bool scheduler, string listed)
    {
        var deployment = await DeployAsync(vnet, gpu, openAi, scheduler, listed);

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings(deployment)).Build();
        var settings = AppSettings.Read(configuration);
        Assert.Equal(ConsoleSignIn.Off, settings.Console.SignIn);
        Assert.Equal((AppSettings.QueueTrigger, "mubench", 64), (settings.Trigger, settings.Container, settings.Worker.MaxParallelShards));
        Assert.Equal("https", settings.KeyVault?.Scheme);
        var policy = EndpointPolicy.ForService(configuration[EndpointPolicy.Setting]); // throws if it refuses one

        var gpuEndpoints = ((string)deployment.Output("MUBENCH_GPU_ENDPOINTS")!).Split(';', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(gpu ? 3 : 0, gpuEndpoints.Length);
        Assert.All(gpuEndpoints, endpoint => AssertReachable(policy, endpoint, Private));
        if (openAi)
            AssertReachable(policy, (string)deployment.Output("AZURE_OPENAI_ENDPOINT")!, vnet ? Private : IPAddress.Parse("20.1.2.3"));
        if (listed.Length > 0)
            AssertReachable(policy, "https://a.models.example/v1", IPAddress.Parse("20.1.2.3"));
    }

    // Accounts other than the deployment's own are reached over the internet.
    [Fact]
    public async Task Endpoints_ClosedPerimeter_LetNoOtherAccountLeadIntoTheNetwork()
    {
        var deployment = await DeployAsync(vnet: true, gpu: false, openAi: true, scheduler: false, "");
        var policy = EndpointPolicy.ForService(Settings(deployment)[EndpointPolicy.Setting]);
        Assert.False(policy.AllowsAddress(new Uri("https://somebody-else.openai.azure.com/"), Private, out _));
    }

    [Fact]
    public async Task GpuEndpoints_InTheSetting_AreOriginsAndForManifestsHaveTheirPath()
    {
        var deployment = await DeployAsync(vnet: true, gpu: true, openAi: false, scheduler: false, "");
        var domain = RuntimeProperties.ContainerAppsDomain;
        Assert.Equal($"https://qwen.{domain};https://small.{domain};https://inference.{domain}", Settings(deployment)[EndpointPolicy.Setting]);
        Assert.Equal($"https://qwen.{domain}/v1;https://small.{domain}/v1;https://inference.{domain}/v1", (string?)deployment.Output("MUBENCH_GPU_ENDPOINTS"));
    }

    [Fact]
    public async Task Gpu_WithoutVirtualNetwork_IsRefusedWithTheRemedy()
    {
        var failure = await Assert.ThrowsAsync<ArmFailure>(async () => Settings(await DeployAsync(vnet: false, gpu: true, openAi: false, scheduler: false, "")));
        Assert.Contains("azd env set MUBENCH_VNET true", failure.Message, StringComparison.Ordinal);
    }

    private static void AssertReachable(EndpointPolicy policy, string endpoint, IPAddress address)
    {
        Assert.True(policy.Allows(new Uri(endpoint), out var reason), reason);
        Assert.True(policy.AllowsAddress(new Uri(endpoint), address, out reason), reason);
    }

    private static Dictionary<string, string?> Settings(ArmDeployment deployment) =>
        deployment.Module("resources").Module("functions").Resource("app::appSettings")["properties"]!.AsObject()
            .ToDictionary(setting => setting.Key, setting => (string?)setting.Value);

    private async Task<ArmDeployment> DeployAsync(bool vnet, bool gpu, bool openAi, bool scheduler, string listed) =>
        ArmDeployment.Of(await infra.JsonAsync(), new JsonObject
        {
            ["environmentName"] = "test",
            ["location"] = "swedencentral",
            ["vnetEnabled"] = vnet,
            ["gpuEnabled"] = gpu,
            ["gpuModels"] = JsonNode.Parse("""[{ "name": "qwen", "model": "Q/W", "gpu": "A100" }, { "name": "small", "model": "S/M", "gpu": "T4" }]"""),
            ["inferenceModels"] = "biomedclip, plip",
            ["openAiEnabled"] = openAi,
            ["schedulerEnabled"] = scheduler,
            ["allowedEndpoints"] = listed,
        });
}
