namespace MuBench.Tests;

public sealed class BicepTests(CompiledInfra infra)
{
    [Fact]
    public async Task Lint_EveryFile_SaysNothing()
    {
        BicepCli.SkipWhereMissing();
        var (code, output, error) = await BicepCli.RunAsync(CompiledInfra.Folder, "lint", "--pattern", "**/*.bicep");
        Assert.Equal("", output + error);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Format_EveryFile_ChangesNothing()
    {
        BicepCli.SkipWhereMissing();
        foreach (var file in Directory.EnumerateFiles(CompiledInfra.Folder, "*.bicep", SearchOption.AllDirectories))
        {
            var (code, output, _) = await BicepCli.RunAsync(CompiledInfra.Folder, "format", file, "--stdout");
            Assert.Equal(0, code);
            Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), output);
        }
    }

    [Fact]
    public async Task CompiledTemplate_EveryRule_Holds() =>
        Assert.Empty(TemplateRules.Broken(ArmTemplate.Parse(await infra.JsonAsync())));

    // A rule that applies to no resource would hold trivially.
    [Fact]
    public async Task CompiledTemplate_WhatRulesAreAbout_IsThere()
    {
        var template = ArmTemplate.Parse(await infra.JsonAsync());
        foreach (var type in (string[])[
            "Microsoft.Storage/storageAccounts", "Microsoft.Storage/storageAccounts/blobServices/containers", "Microsoft.KeyVault/vaults",
            "Microsoft.Insights/components", "Microsoft.OperationalInsights/workspaces", "Microsoft.CognitiveServices/accounts",
            "Microsoft.Web/sites", "Microsoft.Web/sites/basicPublishingCredentialsPolicies", "Microsoft.EventGrid/systemTopics",
            "Microsoft.EventGrid/systemTopics/eventSubscriptions", "Microsoft.Authorization/roleAssignments"])
        {
            Assert.NotEmpty(template.Of(type));
        }
    }
}
