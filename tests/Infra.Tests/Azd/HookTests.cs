using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.TestUtils;

namespace MuBench.Tests.Azd;

/// <summary>Runs the hooks with stand-ins for <c>az</c> and <c>azd</c>.</summary>
public sealed partial class HookTests
{
    private static readonly (string Name, string Value)[] Known =
        [("AZURE_ENV_NAME", "lab"), ("AZURE_LOCATION", "swedencentral"), ("AZURE_SUBSCRIPTION_ID", "sub-1"), ("MUBENCH_SIGN_IN_CLIENT_ID", "client-0")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preprovision_VirtualNetworkInFreshSubscription_RegistersTheProvider()
    {
        using var sandbox = new HookSandbox();
        var result = await sandbox.RunAsync("preprovision.sh", "", [.. Known, ("MUBENCH_VNET", "true"), ("AZ_STATE", "NotRegistered")]);
        Assert.Equal(0, result.Code);
        Assert.Contains("az provider register --namespace Microsoft.App --subscription sub-1 --wait", result.Calls);
    }

    [Theory]
    [InlineData("true", "Registered")]
    [InlineData("false", "NotRegistered")]
    [InlineData("", "NotRegistered")]
    public async Task Preprovision_ProviderRegisteredOrNotNeeded_RegistersNothing(string vnet, string state)
    {
        using var sandbox = new HookSandbox();
        var result = await sandbox.RunAsync("preprovision.sh", "", [.. Known, ("MUBENCH_VNET", vnet), ("AZ_STATE", state)]);
        Assert.Equal(0, result.Code);
        Assert.DoesNotContain(result.Calls, call => call.StartsWith("az provider register", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preprovision_VirtualNetworkAndNobodySignedIn_SaysWhatToDo()
    {
        using var sandbox = new HookSandbox();
        var result = await sandbox.RunAsync("preprovision.sh", "", [.. Known, ("MUBENCH_VNET", "true"), ("AZ_FAILS", "1")]);
        Assert.Equal(1, result.Code);
        Assert.Contains("az login", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preprovision_GpuWithoutVirtualNetwork_Stops()
    {
        using var sandbox = new HookSandbox();
        var result = await sandbox.RunAsync("preprovision.sh", "", [.. Known, ("MUBENCH_GPU", "true")]);
        Assert.Equal(1, result.Code);
        Assert.Contains("azd env set MUBENCH_VNET true", result.Text, StringComparison.Ordinal);
        Assert.Empty(result.Calls);
    }

    [Theory]
    [InlineData("""[{ "gpu": "T4" }]""", "", 0)]
    [InlineData("""[{ "gpu": "A100" }]""", "", 1)]
    [InlineData("[]", "clip", 0)]
    [InlineData("", "", 0)]
    public async Task Preprovision_GpuThatTheRegionLacks_Stops(string models, string inference, int code)
    {
        using var sandbox = new HookSandbox();
        var result = await sandbox.RunAsync("preprovision.sh", "",
        [
            .. Known, ("MUBENCH_VNET", "true"), ("MUBENCH_GPU", "true"), ("MUBENCH_GPU_MODELS", models), ("MUBENCH_INFERENCE_MODELS", inference),
            ("AZ_PROFILES", """[{ "name": "Consumption-GPU-NC8as-T4" }]"""),
        ]);
        Assert.Equal(code, result.Code);
        if (code != 0)
            Assert.Contains("swedencentral has no Consumption-GPU-NC24-A100", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preprovision_VaultOfTheEnvironmentDeleted_TakesItBack()
    {
        using var sandbox = new HookSandbox();
        var result = await sandbox.RunAsync("preprovision.sh", "", [.. Known, ("AZ_DELETED", "kv-abc")]);
        Assert.Equal(0, result.Code);
        Assert.Contains("azd env set MUBENCH_RECOVER_KEY_VAULT true", result.Calls);
        var query = Assert.Single(result.Calls, call => call.StartsWith("az keyvault list-deleted", StringComparison.Ordinal));
        Assert.Contains("'/rg-lab/'", query, StringComparison.Ordinal); // the resource group's name in main.bicep
        Assert.Contains("properties.location=='swedencentral'", query, StringComparison.Ordinal);
        Assert.Contains("'${abbreviations.resourcesResourceGroups}${environmentName}'", await File.ReadAllTextAsync(RepositoryFiles.Path("infra", "main.bicep"), Token), StringComparison.Ordinal);
    }

    // The next deployment finds no deleted vault, and would fail if it tried to recover one.
    [Theory]
    [InlineData("true", "azd env set MUBENCH_RECOVER_KEY_VAULT false")]
    [InlineData("false", null)]
    [InlineData("", null)]
    public async Task Preprovision_NoVaultDeleted_TakesNothingBack(string set, string? expected)
    {
        using var sandbox = new HookSandbox();
        var result = await sandbox.RunAsync("preprovision.sh", "", [.. Known, ("MUBENCH_RECOVER_KEY_VAULT", set)]);
        Assert.Equal(0, result.Code);
        Assert.Equal(expected, result.Calls.SingleOrDefault(call => call.StartsWith("azd ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Preprovision_AzFails_SaysWhatItCouldNotCheckAndGoesOn()
    {
        using var sandbox = new HookSandbox();
        var result = await sandbox.RunAsync("preprovision.sh", "", [.. Known, ("AZ_FAILS", "1")]);
        Assert.Equal(0, result.Code);
        Assert.Contains("azd env set MUBENCH_RECOVER_KEY_VAULT true", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preprovision_Asked_KeepsTheAnswersInTheEnvironment()
    {
        using var sandbox = new HookSandbox();
        var result = await sandbox.RunAsync("preprovision.sh", "n\ny\nyes\n", [.. Known, ("MUBENCH_ASK", "true")]);
        Assert.Equal(0, result.Code);
        Assert.Equal(
            ["azd env set MUBENCH_OPENAI false", "azd env set MUBENCH_VNET true", "azd env set MUBENCH_GPU true"],
            result.Calls.Where(call => call.StartsWith("azd ", StringComparison.Ordinal)));
        Assert.Contains(result.Calls, call => call.StartsWith("az provider show", StringComparison.Ordinal)); // the user's choice takes effect at once
    }

    [Fact]
    public async Task Preprovision_OptionsDecidedOrNoTerminal_AsksNothing()
    {
        using var sandbox = new HookSandbox();
        var decided = await sandbox.RunAsync("preprovision.sh", "", [.. Known, ("MUBENCH_ASK", "true"), ("MUBENCH_OPENAI", "true"), ("MUBENCH_VNET", "false")]);
        Assert.DoesNotContain("[y/N]", decided.Text, StringComparison.Ordinal);
        var piped = await sandbox.RunAsync("preprovision.sh", "y\ny\ny\n", Known);
        Assert.DoesNotContain("[y/N]", piped.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(piped.Calls, call => call.StartsWith("azd ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("12", true)]
    [InlineData("39", true)]
    [InlineData("40", false)]
    [InlineData("100", false)]
    public async Task Preprovision_FewerInstancesThanMostRegionsTake_SaysSo(string count, bool said)
    {
        using var sandbox = new HookSandbox();
        var result = await sandbox.RunAsync("preprovision.sh", "", [.. Known, ("MUBENCH_MAX_INSTANCES", count)]);
        Assert.Equal(0, result.Code);
        Assert.Equal(said, result.Text.Contains("most regions refuse", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preprovision_NoRegistrationYet_MakesItWithTheRolesAndLetsItsMakerRun()
    {
        using var sandbox = new HookSandbox();
        var result = await sandbox.RunAsync("preprovision.sh", "", [.. Known, ("MUBENCH_SIGN_IN_CLIENT_ID", "")]);
        var calls = string.Join('\n', result.Calls);

        Assert.Equal(0, result.Code);
        Assert.Contains("azd env set MUBENCH_SIGN_IN_CLIENT_ID client-1", result.Calls);
        Assert.Contains("az ad app create --display-name MuBench console (lab) --sign-in-audience AzureADMyOrg --enable-id-token-issuance true --app-roles [", calls, StringComparison.Ordinal);
        Assert.Contains("\"value\": \"MuBench.Read\"", calls, StringComparison.Ordinal); // the roles that the app looks for
        Assert.Contains("\"value\": \"MuBench.Run\"", calls, StringComparison.Ordinal);
        Assert.Contains("az ad sp update --id client-1 --set appRoleAssignmentRequired=true", result.Calls);
        Assert.Contains("--body { \"principalId\": \"person-1\", \"resourceId\": \"principal-1\", \"appRoleId\": \"7f8cf5a2-", calls, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MUBENCH_SIGN_IN", "false", "")]
    [InlineData("AZ_NO_APPS", "1", "the console stays closed")]
    public async Task Preprovision_NoRegistrationWantedOrPossible_GoesOnWithoutOne(string name, string value, string said)
    {
        using var sandbox = new HookSandbox();
        var result = await sandbox.RunAsync("preprovision.sh", "", [.. Known, ("MUBENCH_SIGN_IN_CLIENT_ID", ""), (name, value)]);

        Assert.Equal(0, result.Code);
        Assert.Contains(said, result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Calls, call => call.StartsWith("azd ", StringComparison.Ordinal) || call.StartsWith("az ad sp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Postprovision_ARegistration_LearnsWhereTheAppIs()
    {
        using var sandbox = new HookSandbox();
        var result = await sandbox.RunAsync("postprovision.sh", "", ("MUBENCH_SIGN_IN_CLIENT_ID", "client-1"), ("MUBENCH_URL", "https://app.test"));

        Assert.Equal(0, result.Code);
        Assert.Contains("az ad app update --id client-1 --web-redirect-uris https://app.test/.auth/login/aad/callback", result.Calls);
    }

    // PowerShell is not available everywhere, so the two hooks are compared by the names that they contain.
    [Theory]
    [InlineData("preprovision")]
    [InlineData("postprovision")]
    public async Task Hooks_ForBothShells_NameTheSameSettingsAndCommands(string hook)
    {
        var posix = await File.ReadAllTextAsync(RepositoryFiles.Path("infra", "hooks", $"{hook}.sh"), Token);
        var windows = await File.ReadAllTextAsync(RepositoryFiles.Path("infra", "hooks", $"{hook}.ps1"), Token);
        Assert.Equal(Named(posix), Named(windows));

        static IEnumerable<string> Named(string script) => Setting().Matches(script).Select(match => match.Value)
            .Concat(Command().Matches(script).Select(match => match.Value))
            .Distinct().Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Postprovision_NoSettingsYet_WritesThemOnce()
    {
        using var sandbox = new HookSandbox();
        Assert.Equal(0, (await sandbox.RunAsync("postprovision.sh", "", ("MUBENCH_KEY_VAULT", "https://kv-test.vault.azure.net/"))).Code);
        Assert.Equal(0, (await sandbox.RunAsync("postprovision.sh", "", ("MUBENCH_KEY_VAULT", "https://kv-other.vault.azure.net/"))).Code);

        var values = JsonNode.Parse(await File.ReadAllTextAsync(sandbox.Path("src", "Functions", "local.settings.json"), Token))!["Values"]!;
        Assert.Equal("https://kv-test.vault.azure.net/", (string?)values["MUBENCH_KEY_VAULT"]);
        Assert.Equal("UseDevelopmentStorage=true", (string?)values["AzureWebJobsStorage"]);
        Assert.Equal("blob", (string?)values["MUBENCH_TRIGGER"]);
    }

    [GeneratedRegex(@"\b(MUBENCH|AZURE|AZD|TASKHUB)_[A-Z_]+")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\baz (provider|keyvault|containerapp|ad|rest) [a-z -]+(?= --)")]
    private static partial Regex Command();
}
