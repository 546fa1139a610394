using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.Pipeline.Progress;
using MuBench.Telemetry;
using MuBench.Tests.Arm;
using MuBench.TestUtils;

namespace MuBench.Tests;

/// <summary>Alerts and the workbook query telemetry that the app sends.</summary>
public sealed partial class ObservationTests(CompiledInfra infra, PublishedApp app)
{
    private static readonly HashSet<string> Names = [.. typeof(TelemetryNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!)];

    [Fact]
    public async Task Alerts_NoAddress_AreNone() => Assert.False((await ResourcesAsync("")).Has("alerts"));

    [Fact]
    public async Task Alerts_Address_TellItOfFailedRunsAndPoisonMessages()
    {
        var resources = await ResourcesAsync("lab@example.org");
        Assert.True(resources.Has("alerts"));
        var alerts = resources.Module("alerts");
        Assert.Equal("lab@example.org", (string?)alerts.Resource("Microsoft.Insights/actionGroups")["properties"]!["emailReceivers"]![0]!["emailAddress"]);

        var rules = alerts.Variable("rules")!.AsArray();
        Assert.Equal(["failed-runs", "poison-messages"], rules.Select(rule => (string?)rule!["name"]));
        var query = (string)rules[0]!["query"]!;
        Assert.Contains($"\"{TelemetryNames.Runs}\"", query, StringComparison.Ordinal);
        Assert.Contains($"\"{TelemetryNames.RunState}\"", query, StringComparison.Ordinal);
        Assert.Contains($"\"{RunStates.Failed}\"", query, StringComparison.Ordinal);
        Assert.Contains("mubench-manifests-poison", (string)rules[1]!["description"]!, StringComparison.Ordinal);
    }

    // The host writes this message, not the app. It is compared with the deployed extension.
    [Fact]
    public async Task PoisonAlert_Words_AreThoseOfTheDeployedExtension()
    {
        var words = Quoted().Match((string)(await ResourcesAsync("lab@example.org")).Module("alerts").Variable("rules")![1]!["query"]!).Groups[1].Value;
        var extension = await File.ReadAllBytesAsync(
            Path.Combine(await app.FolderAsync(), ".azurefunctions", "Microsoft.Azure.WebJobs.Extensions.Storage.Queues.dll"), TestContext.Current.CancellationToken);
        Assert.True(extension.AsSpan().IndexOf(Encoding.Unicode.GetBytes($"{words} of {{0}}. Moving message to queue")) > 0, words);
    }

    [Fact]
    public async Task Workbook_Queries_AskForNamesThatTheAppSends()
    {
        var text = await File.ReadAllTextAsync(RepositoryFiles.Path("infra", "app", "workbook.json"), TestContext.Current.CancellationToken);
        var queries = JsonNode.Parse(text)!["items"]!.AsArray().Select(item => (string?)item!["content"]!["query"]).OfType<string>().ToList();
        var asked = queries.SelectMany(query => Telemetry().Matches(query)).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Empty(asked.Except(Names));
        // The app's own metrics, except the waiting times and the throttle's metrics; those are in docs/operations.md.
        string[] wanted =
        [
            TelemetryNames.Runs, TelemetryNames.Questions, TelemetryNames.Spent, TelemetryNames.CallDuration, TelemetryNames.TokenUsage,
            TelemetryNames.CallsRefused, TelemetryNames.EndpointInFlight, TelemetryNames.StoreFaults,
        ];
        Assert.Empty(wanted.Except(asked));
    }

    [Fact]
    public async Task Workbook_Deployed_IsTheComponents()
    {
        var workbook = (await ResourcesAsync("")).Module("monitoring").Resource("workbook")["properties"]!;
        var data = JsonNode.Parse((string)workbook["serializedData"]!)!;
        Assert.Equal((string?)workbook["sourceId"], (string?)data["fallbackResourceIds"]![0]);
        Assert.DoesNotContain("COMPONENT_ID", (string)workbook["serializedData"]!, StringComparison.Ordinal);
    }

    private async Task<ArmDeployment> ResourcesAsync(string email) => ArmDeployment.Of(
        await infra.JsonAsync(), new JsonObject { ["environmentName"] = "test", ["location"] = "swedencentral", ["alertEmail"] = email }).Module("resources");

    [GeneratedRegex("\"((?:mubench|gen_ai|server|error)\\.[a-z0-9._]+)\"")]
    private static partial Regex Telemetry();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();
}
