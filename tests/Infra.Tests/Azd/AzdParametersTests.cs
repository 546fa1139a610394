using System.Text.Json.Nodes;
using MuBench.Tests.Arm;
using MuBench.TestUtils;

namespace MuBench.Tests.Azd;

/// <summary>The parameters that <c>main.parameters.json</c> passes to the template, with and without variables.</summary>
public sealed class AzdParametersTests(CompiledInfra infra)
{
    private static readonly Dictionary<string, string> Minimal = new() { ["AZURE_ENV_NAME"] = "test", ["AZURE_LOCATION"] = "swedencentral" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Expand_NothingSet_GivesTheTemplatesDefaults() => Assert.Empty(Others(await ExpandAsync(Minimal), await DefaultsAsync()));

    [Fact]
    public async Task Expand_EverythingEmpty_GivesTheTemplatesDefaults()
    {
        var empty = (await VariablesAsync()).ToDictionary(variable => variable, _ => "");
        foreach (var (name, value) in Minimal)
            empty[name] = value;
        Assert.Empty(Others(await ExpandAsync(empty), await DefaultsAsync()));
    }

    [Theory]
    [InlineData("MUBENCH_VNET", "true", "vnetEnabled", "true")]
    [InlineData("MUBENCH_VNET", "false", "vnetEnabled", "false")]
    [InlineData("MUBENCH_MAX_INSTANCES", "100", "maximumInstanceCount", "100")]
    [InlineData("MUBENCH_ACTIVITIES_PER_INSTANCE", "8", "activitiesPerInstance", "8")]
    [InlineData("MUBENCH_ALWAYS_READY", "2", "alwaysReadyInstances", "2")]
    [InlineData("MUBENCH_VLLM_IMAGE", "docker.io/vllm/vllm-openai:v0.12.0", "vllmImage", "\"docker.io/vllm/vllm-openai:v0.12.0\"")]
    [InlineData("MUBENCH_ALLOWED_ENDPOINTS", "https://a.example;https://*.b.example", "allowedEndpoints", "\"https://a.example;https://*.b.example\"")]
    [InlineData("MUBENCH_GPU_MODELS", """[{ "name": "qwen", "model": "Q/W", "gpu": "A100", "arguments": ["--max-model-len", "8192"] }]""", "gpuModels", """[{"name":"qwen","model":"Q/W","gpu":"A100","arguments":["--max-model-len","8192"]}]""")]
    [InlineData("MUBENCH_GPU_MODELS", "[]", "gpuModels", "[]")]
    [InlineData("MUBENCH_ALERT_EMAIL", "lab@example.org", "alertEmail", "\"lab@example.org\"")]
    public async Task Expand_VariableSet_GivesItsParameterInItsType(string variable, string value, string parameter, string expected)
    {
        var given = await ExpandAsync(new Dictionary<string, string>(Minimal) { [variable] = value });
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), given[parameter]), $"{parameter} is {given[parameter]?.ToJsonString() ?? "missing"}, not {expected}");
        Assert.Empty(Others(given, await DefaultsAsync()).Except([parameter]));
    }

    [Fact]
    public async Task Deployment_OfWhatIsExpanded_HasTheModels()
    {
        var environment = new Dictionary<string, string>(Minimal)
        {
            ["MUBENCH_VNET"] = "true",
            ["MUBENCH_GPU"] = "true",
            ["MUBENCH_GPU_MODELS"] = """[{ "name": "qwen", "model": "Q/W", "gpu": "A100" }]""",
            ["MUBENCH_INFERENCE_MODELS"] = "",
        };
        var deployment = ArmDeployment.Of(await infra.JsonAsync(), await ExpandAsync(environment));
        Assert.Equal($"https://qwen.{RuntimeProperties.ContainerAppsDomain}/v1", (string?)deployment.Output("MUBENCH_GPU_ENDPOINTS"));
    }

    private static IEnumerable<string> Others(JsonObject given, JsonObject defaults) =>
        given.Where(parameter => parameter.Key is not ("environmentName" or "location" or "principalId" or "principalType")
            && !JsonNode.DeepEquals(parameter.Value, defaults[parameter.Key])).Select(parameter => parameter.Key);

    private async Task<JsonObject> ExpandAsync(Dictionary<string, string> environment) =>
        AzdParameters.Expand(await FileAsync(), JsonNode.Parse(await infra.JsonAsync())!, environment);

    private async Task<JsonObject> DefaultsAsync() => new(JsonNode.Parse(await infra.JsonAsync())!["parameters"]!.AsObject()
        .Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value!["defaultValue"]?.DeepClone())));

    private static async Task<IEnumerable<string>> VariablesAsync() =>
        System.Text.RegularExpressions.Regex.Matches(await FileAsync(), @"\$\{(\w+)").Select(match => match.Groups[1].Value);

    private static Task<string> FileAsync() => File.ReadAllTextAsync(RepositoryFiles.Path("infra", "main.parameters.json"), Token);
}
