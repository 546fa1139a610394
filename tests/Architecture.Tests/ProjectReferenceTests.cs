using System.Xml.Linq;
using MuBench.TestUtils;

namespace MuBench.Tests;

/// <summary>Pins the references of each project: a new package must be added here too, deliberately.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string> Packages = new()
    {
        ["src/Shared/Core/Core.csproj"] = "",
        ["src/Shared/Statistics/Statistics.csproj"] = "",
        ["src/Shared/Imaging/Imaging.csproj"] = "NetVips NetVips.Native System.IO.Hashing",
        ["src/Shared/Weights/Weights.csproj"] = "Google.Protobuf System.IO.Hashing System.Numerics.Tensors",
        ["src/Shared/Storage/Storage.csproj"] = "",
        ["src/Shared/Storage.Azure/Storage.Azure.csproj"] = "Azure.Identity Azure.Storage.Blobs",
        ["src/Shared/Contrastive/Contrastive.csproj"] = "Microsoft.ML.OnnxRuntime Microsoft.ML.OnnxRuntime.Gpu.Linux Microsoft.ML.Tokenizers",
        ["src/Shared/Evaluation/Evaluation.csproj"] = "AWSSDK.Core AWSSDK.SSO AWSSDK.SSOOIDC AWSSDK.SecurityToken Apache.Arrow Apache.Arrow.Compression Azure.AI.OpenAI Azure.Identity CsvHelper Google.Apis.Auth Microsoft.Extensions.AI Microsoft.Extensions.AI.OpenAI OpenAI ParquetSharp Polly.Core System.IO.Hashing",
        ["src/Shared/Web/Web.csproj"] = "",
        ["src/Inference/Inference.csproj"] = "System.CommandLine prometheus-net.AspNetCore",
        ["src/Cli/Cli.csproj"] = "OpenTelemetry OpenTelemetry.Exporter.OpenTelemetryProtocol PDFsharp Spectre.Console System.CommandLine",
        ["src/Functions/Functions.csproj"] = "Azure.Messaging.EventGrid Azure.Monitor.OpenTelemetry.Exporter Azure.Security.KeyVault.Secrets Microsoft.Azure.Functions.Worker Microsoft.Azure.Functions.Worker.Extensions.DurableTask Microsoft.Azure.Functions.Worker.Extensions.DurableTask.AzureManaged Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore Microsoft.Azure.Functions.Worker.Extensions.Storage.Blobs Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues Microsoft.Azure.Functions.Worker.Extensions.Timer Microsoft.Azure.Functions.Worker.OpenTelemetry Microsoft.Azure.Functions.Worker.Sdk Microsoft.DurableTask.Analyzers OpenTelemetry.Exporter.OpenTelemetryProtocol OpenTelemetry.Extensions.Hosting",
    };

    private static readonly Dictionary<string, string> Projects = new()
    {
        ["src/Shared/Core/Core.csproj"] = "",
        ["src/Shared/Statistics/Statistics.csproj"] = "",
        ["src/Shared/Imaging/Imaging.csproj"] = "Core",
        ["src/Shared/Weights/Weights.csproj"] = "Core",
        ["src/Shared/Storage/Storage.csproj"] = "Core",
        ["src/Shared/Storage.Azure/Storage.Azure.csproj"] = "Storage",
        ["src/Shared/Contrastive/Contrastive.csproj"] = "Core Imaging Weights",
        ["src/Shared/Evaluation/Evaluation.csproj"] = "Contrastive Statistics Storage",
        ["src/Shared/Web/Web.csproj"] = "Evaluation",
        ["src/Inference/Inference.csproj"] = "Contrastive Storage",
        ["src/Cli/Cli.csproj"] = "Evaluation Storage.Azure Web",
        ["src/Functions/Functions.csproj"] = "Evaluation Storage.Azure Web",
    };

    public static TheoryData<string> PinnedPackages => [.. Packages.Keys];

    public static TheoryData<string> PinnedProjects => [.. Projects.Keys];

    [Theory]
    [MemberData(nameof(PinnedPackages))]
    public void Packages_OfProject_AreThese(string project) =>
        Assert.Equal(Packages[project].Split(' ', StringSplitOptions.RemoveEmptyEntries), ReferencesOf(project, "PackageReference"));

    [Theory]
    [MemberData(nameof(PinnedProjects))]
    public void Projects_OfProject_AreThese(string project) =>
        Assert.Equal(
            Projects[project].Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ReferencesOf(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))));

    [Fact]
    public void Shared_EveryProject_IsPinned()
    {
        var shared = RepositoryFiles.Path("src/Shared");
        var found = Directory.EnumerateFiles(shared, "*.csproj", SearchOption.AllDirectories).Select(path => "src/Shared/" + Path.GetRelativePath(shared, path).Replace('\\', '/'));
        Assert.Equal(Packages.Keys.Where(project => project.StartsWith("src/Shared/", StringComparison.Ordinal)).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    // A run on a local folder must start without loading the identity libraries. Only models and the blob store sign in.
    [Fact]
    public void Evaluation_AzureIdentity_IsKnownToModelsAlone()
    {
        var evaluation = RepositoryFiles.Path("src/Shared/Evaluation");
        var users = Directory.EnumerateFiles(evaluation, "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("Azure.Identity", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(evaluation, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(users);
        Assert.All(users, file => Assert.StartsWith("Models/", file, StringComparison.Ordinal));
    }

    private static IEnumerable<string> ReferencesOf(string project, string kind) =>
        XDocument.Load(RepositoryFiles.Path(project)).Descendants(kind).Select(reference => (string)reference.Attribute("Include")!).Order(StringComparer.Ordinal);
}
