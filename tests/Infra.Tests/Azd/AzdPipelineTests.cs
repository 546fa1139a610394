using System.Text.RegularExpressions;
using MuBench.TestUtils;

namespace MuBench.Tests.Azd;

/// <summary>The pipeline that <c>azd pipeline config</c> finds has every option.</summary>
public sealed partial class AzdPipelineTests
{
    // Variables that azd sets itself: the principal, the region, and what a hook finds out each time.
    private static readonly string[] OfAzd = ["AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_PRINCIPAL_ID", "AZURE_PRINCIPAL_TYPE", "MUBENCH_RECOVER_KEY_VAULT"];

    [Fact]
    public async Task Workflow_Variables_AreAllOptions()
    {
        var options = await OptionsAsync();
        var workflow = Passed().Matches(await ReadAsync(".github", "workflows", "azure-dev.yml")).ToList();
        Assert.All(workflow, variable => Assert.Equal(variable.Groups[1].Value, variable.Groups[2].Value));
        string[] connection = ["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID", "AZURE_ENV_NAME", "AZURE_LOCATION"];
        Assert.Equal(options.Concat(connection).Order(StringComparer.Ordinal), workflow.Select(variable => variable.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AzureYaml_PipelineVariables_AreAllOptions()
    {
        var yaml = (await ReadAsync("azure.yaml")).ReplaceLineEndings("\n");
        var section = yaml[yaml.IndexOf("\npipeline:\n", StringComparison.Ordinal)..yaml.IndexOf("\nhooks:\n", StringComparison.Ordinal)];
        Assert.Equal((await OptionsAsync()).Order(StringComparer.Ordinal), Listed().Matches(section).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Workflow_Steps_SignInBothToolsAndDeployTheFunctionsAlone()
    {
        var workflow = await ReadAsync(".github", "workflows", "azure-dev.yml");
        foreach (var step in (string[])["azure/login@", "azd auth login", "azd provision --no-prompt", "azd deploy functions --no-prompt", "id-token: write"])
            Assert.Contains(step, workflow, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeployDocumentation_Options_AreAllInIt()
    {
        var pages = await ReadAsync("docs", "deploy.md") + await ReadAsync("docs", "gpu.md");
        Assert.All(await OptionsAsync(), option => Assert.Contains($"`{option}", pages, StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<string>> OptionsAsync() =>
        Variable().Matches(await ReadAsync("infra", "main.parameters.json")).Select(match => match.Groups[1].Value).Except(OfAzd);

    private static Task<string> ReadAsync(params ReadOnlySpan<string> path) => File.ReadAllTextAsync(RepositoryFiles.Path(path), TestContext.Current.CancellationToken);

    [GeneratedRegex(@"^      (\w+): \$\{\{ vars\.(\w+) \}\}", RegexOptions.Multiline)]
    private static partial Regex Passed();

    [GeneratedRegex(@"^    - (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Listed();

    [GeneratedRegex(@"\$\{(\w+)")]
    private static partial Regex Variable();
}
