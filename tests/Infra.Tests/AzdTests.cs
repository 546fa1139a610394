using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.TestUtils;

namespace MuBench.Tests;

/// <summary>The files that azd reads beside the Bicep files.</summary>
public sealed partial class AzdTests(CompiledInfra infra)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Services_EachOne_HasItsResource()
    {
        var services = ServiceName().Matches(await AzureYamlAsync()).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(["functions", "inference"], services);
        Assert.Contains("\"serviceName\":{\"value\":\"functions\"}", Minified(await infra.JsonAsync()), StringComparison.Ordinal);
        Assert.Contains("createObject('azd-service-name', 'inference')", await infra.CompileAsync("inference.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_InferenceServer_IsNotEverybodys()
    {
        var yaml = await AzureYamlAsync();
        Assert.Equal(["provision", "deploy functions"], Step().Matches(yaml).Select(match => match.Groups[1].Value.TrimEnd()));
    }

    [Fact]
    public async Task InferenceService_Paths_AreThere()
    {
        var yaml = await AzureYamlAsync();
        var project = Path.Combine(RepositoryFiles.Root, "src", "Inference");
        var dockerfile = Path.Combine(project, DockerPath().Match(yaml).Groups[1].Value);
        var context = Path.GetFullPath(Path.Combine(project, DockerContext().Match(yaml).Groups[1].Value));
        Assert.True(File.Exists(dockerfile), dockerfile);
        Assert.Equal(RepositoryFiles.Root.TrimEnd(Path.DirectorySeparatorChar), context.TrimEnd(Path.DirectorySeparatorChar));
        // All sources of the image are below the build context.
        foreach (var source in (await File.ReadAllLinesAsync(dockerfile, Token)).Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[1..^1]))
            Assert.True(Path.Exists(Path.Combine(context, source)), source);
    }

    [Fact]
    public async Task InferenceParameters_File_GivesEachOnceAndOnlyWhatProvisioningLeaves()
    {
        var parameters = JsonNode.Parse(await infra.CompileAsync("inference.bicep"))!["parameters"]!.AsObject().Select(parameter => parameter.Key);
        var file = JsonNode.Parse(await File.ReadAllTextAsync(RepositoryFiles.Path("infra", "inference.parameters.json"), Token))!["parameters"]!.AsObject();
        Assert.Equal(parameters.Order(), file.Select(parameter => parameter.Key).Order());
        var known = JsonNode.Parse(await infra.JsonAsync())!["outputs"]!.AsObject().Select(output => output.Key)
            .Concat(Variable().Matches(await File.ReadAllTextAsync(RepositoryFiles.Path("infra", "main.parameters.json"), Token)).Select(match => match.Groups[1].Value))
            .Append("SERVICE_INFERENCE_IMAGE_NAME"); // set by azd
        Assert.Empty(Variable().Matches(file.ToJsonString()).Select(match => match.Groups[1].Value).Except(known));
    }

    [Fact]
    public async Task InferenceTemplate_EveryRuleOfItsResources_Holds()
    {
        var json = await infra.CompileAsync("inference.bicep");
        Assert.Contains("azd-env-name", json, StringComparison.Ordinal);
        // Two rules apply to the whole deployment: the azd-env-name tag, and that runs are deleted in the end.
        Assert.Equal(["the tags have no azd-env-name", "no lifecycle rule deletes anything"], TemplateRules.Broken(ArmTemplate.Parse(json)));
    }

    [Fact]
    public async Task Hooks_EachOne_IsAFile()
    {
        var hooks = HookPath().Matches(await AzureYamlAsync()).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(hooks);
        Assert.All(hooks, hook => Assert.True(File.Exists(RepositoryFiles.Path(hook)), hook));
    }

    [Fact]
    public async Task DockerBuilds_Context_LeavesOutWhatIsPrivate()
    {
        var ignored = await File.ReadAllLinesAsync(RepositoryFiles.Path(".dockerignore"), Token);
        Assert.Empty(new[] { ".git", ".azure", "**/local.settings.json" }.Except(ignored));
    }

    [Fact]
    public async Task InferenceService_BuildArguments_AreThoseOfItsImage()
    {
        var given = BuildArgument().Matches(await AzureYamlAsync()).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var image = await File.ReadAllTextAsync(RepositoryFiles.Path("src", "Inference", "Dockerfile.cuda"), Token);
        Assert.Equal(["CUDA", "ONNXRUNTIME_GPU"], given.Keys.Order());
        Assert.All(given, argument => Assert.Contains($"ARG {argument.Key}={argument.Value}\n", image.ReplaceLineEndings("\n"), StringComparison.Ordinal));
        Assert.Contains($">{given["ONNXRUNTIME_GPU"]}</OnnxRuntimeGpuVersion>", await File.ReadAllTextAsync(RepositoryFiles.Path("Directory.Packages.props"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_File_GivesEachOnceAndNoOther()
    {
        var parameters = JsonNode.Parse(await infra.JsonAsync())!["parameters"]!.AsObject().Select(parameter => parameter.Key);
        var file = JsonNode.Parse(await File.ReadAllTextAsync(RepositoryFiles.Path("infra", "main.parameters.json"), Token))!;
        Assert.Equal(parameters.Order(), file["parameters"]!.AsObject().Select(parameter => parameter.Key).Order());
    }

    private static Task<string> AzureYamlAsync() => File.ReadAllTextAsync(RepositoryFiles.Path("azure.yaml"), Token);

    private static string Minified(string json) => JsonNode.Parse(json)!.ToJsonString();

    [GeneratedRegex(@"^  (\w+):\r?\n    project:", RegexOptions.Multiline)]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"^      - azd: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex(@"^      path: (\S+)", RegexOptions.Multiline)]
    private static partial Regex DockerPath();

    [GeneratedRegex(@"^      context: (\S+)", RegexOptions.Multiline)]
    private static partial Regex DockerContext();

    [GeneratedRegex(@"^        - (\w+)=\$\{\w+=(.+)\}\r?$", RegexOptions.Multiline)]
    private static partial Regex BuildArgument();

    [GeneratedRegex(@"\$\{(\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"run: \./(\S+)")]
    private static partial Regex HookPath();
}
