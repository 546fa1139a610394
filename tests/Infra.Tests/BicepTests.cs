namespace MuBench.Tests;

public sealed class BicepTests(CompiledInfra infra)
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(CompiledInfra.Folder, "*.bicep", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(CompiledInfra.Folder, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public Task Compile_EveryFile_HasNoErrorAndNoWarningOfTheLinter(string file) => infra.CompileAsync(file);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Format_EveryFile_ChangesNothing(string file) =>
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(CompiledInfra.Folder, file), TestContext.Current.CancellationToken), await infra.FormatAsync(file));

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
