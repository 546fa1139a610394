using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.TestUtils;

namespace MuBench.Tests;

/// <summary>What azd reads beside the Bicep.</summary>
public sealed partial class AzdTests(CompiledInfra infra)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Services_EachOne_HasItsResource()
    {
        var template = await infra.JsonAsync();
        var services = ServiceName().Matches(await AzureYamlAsync()).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(["functions"], services);
        Assert.All(services, service => Assert.Contains($"\"serviceName\":{{\"value\":\"{service}\"}}", Minified(template), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hooks_EachOne_IsAFile()
    {
        var hooks = HookPath().Matches(await AzureYamlAsync()).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(hooks);
        Assert.All(hooks, hook => Assert.True(File.Exists(RepositoryFiles.Path(hook)), hook));
    }

    [Fact]
    public async Task Parameters_File_GivesEachOnceAndNoOther()
    {
        var parameters = JsonNode.Parse(await infra.JsonAsync())!["parameters"]!.AsObject().Select(parameter => parameter.Key);
        var file = JsonNode.Parse(await File.ReadAllTextAsync(RepositoryFiles.Path("infra", "main.parameters.json"), Token))!;
        Assert.Equal(parameters.Order(), file["parameters"]!.AsObject().Select(parameter => parameter.Key).Order());
    }

    [Fact]
    public async Task PostprovisionHook_NoSettingsYet_WritesThemOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The hook for Windows is another, and needs PowerShell.");
        using var folder = new TemporaryFolder();
        var hook = Path.Combine(folder.Path, "infra", "hooks", "postprovision.sh");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        File.Copy(RepositoryFiles.Path("infra", "hooks", "postprovision.sh"), hook);

        await RunAsync(hook, "https://kv-test.vault.azure.net/");
        await RunAsync(hook, "https://kv-other.vault.azure.net/");

        var written = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "src", "Functions", "local.settings.json"), Token))!;
        var values = written["Values"]!;
        Assert.Equal("https://kv-test.vault.azure.net/", (string?)values["MUBENCH_KEY_VAULT"]);
        Assert.Equal("UseDevelopmentStorage=true", (string?)values["AzureWebJobsStorage"]);
        Assert.Equal("blob", (string?)values["MUBENCH_TRIGGER"]);
    }

    private static async Task RunAsync(string hook, string vault)
    {
        var start = new ProcessStartInfo("sh", [hook]) { RedirectStandardOutput = true };
        start.Environment["MUBENCH_KEY_VAULT"] = vault;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(Token);
        Assert.Equal(0, process.ExitCode);
    }

    private static Task<string> AzureYamlAsync() => File.ReadAllTextAsync(RepositoryFiles.Path("azure.yaml"), Token);

    private static string Minified(string json) => JsonNode.Parse(json)!.ToJsonString();

    [GeneratedRegex(@"^  (\w+):\r?\n    project:", RegexOptions.Multiline)]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"run: \./(\S+)")]
    private static partial Regex HookPath();
}
