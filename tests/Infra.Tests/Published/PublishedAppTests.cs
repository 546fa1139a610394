using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using MuBench.TestUtils;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests;

/// <summary>The package of the deployed app.</summary>
public sealed class PublishedAppTests(PublishedApp app)
{
    private const long MaxBytes = 140_000_000;
    private const long MaxZippedBytes = 65_000_000; // at the fastest compression level, which the test uses; azd's package is smaller

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Package_Size_IsBounded()
    {
        var folder = await app.FolderAsync();
        Assert.InRange(Files(folder).Sum(file => file.Length), 1, MaxBytes);

        using var zipped = new CountingStream();
        await ZipFile.CreateFromDirectoryAsync(folder, zipped, CompressionLevel.Fastest, includeBaseDirectory: false, entryNameEncoding: null, Token);
        Assert.InRange(zipped.Length, 1, MaxZippedBytes);
    }

    [Fact]
    public async Task NativeLibraries_AreThoseOfLinuxOnX64Alone()
    {
        var folder = await app.FolderAsync();
        var runtimes = Path.Combine(folder, "runtimes");
        Assert.Empty(Directory.EnumerateDirectories(runtimes).Select(Path.GetFileName).Except(["linux-x64", "linux", "unix", "any"]));
        var native = Directory.EnumerateFiles(Path.Combine(runtimes, "linux-x64", "native")).Select(file => Path.GetFileName(file)!).ToList();
        Assert.Empty(new[] { "libonnxruntime.so", "ParquetSharpNative.so" }.Except(native));
        Assert.Contains(native, file => file.StartsWith("libvips.so", StringComparison.Ordinal));
        Assert.DoesNotContain(Files(folder), file => file.Extension is ".dylib" or ".exe" || file.Name == "onnxruntime.dll");
    }

    // Flex Consumption scales the app by the content of this file, and does not support the polling blob trigger.
    [Fact]
    public async Task Functions_ThatThePlatformReads_HaveNoPollingTrigger()
    {
        var metadata = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(await app.FolderAsync(), "functions.metadata"), Token))!.AsArray();
        var triggers = metadata.Select(function => (Name: (string)function!["name"]!, Bindings: function["bindings"]!.AsArray().Select(binding => (string)binding!["type"]!).ToList())).ToList();
        Assert.DoesNotContain(triggers, function => function.Bindings.Contains("blobTrigger"));
        Assert.Contains(triggers, function => function.Name == "ManifestQueued" && function.Bindings.Contains("queueTrigger"));
        Assert.Empty(new[] { "RunOrchestrator", "ModelOrchestrator", "EvaluateSpan", "PostRun", "GetReport" }.Except(triggers.Select(function => function.Name)));
    }

    [Fact]
    public async Task Package_LocalSettings_AreNotInIt() =>
        Assert.DoesNotContain(Files(await app.FolderAsync()), file => file.Name.StartsWith("local.settings", StringComparison.Ordinal));

    [Fact]
    public async Task Worker_Start_IsByTheRuntimeOfThePlatform()
    {
        var folder = await app.FolderAsync();
        var worker = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "worker.config.json"), Token))!["description"]!;
        Assert.Equal("dotnet", (string?)worker["defaultExecutablePath"]);
        Assert.False(File.Exists(Path.Combine(folder, "libcoreclr.so")));
    }

    // The test's own package is made of binaries that are already built, which have no code of one platform. This is what azd's publication adds.
    [Theory]
    [InlineData(new string[0], "linux-x64", "true")]
    [InlineData(new[] { "-p:PublishPlatform=any" }, "", "")]
    public async Task Publication_IsCompiledAheadForLinuxOnX64_UnlessItIsForEveryPlatform(string[] options, string platform, string compiled)
    {
        var (code, output, error) = await ProgramRun.RunAsync(
            new ProcessStartInfo("dotnet", ["msbuild", RepositoryFiles.Path("src", "Functions"), "-p:_IsPublishing=true", .. options, "-getProperty:RuntimeIdentifier,PublishReadyToRun,SelfContained"]));
        Assert.True(code == 0, output + error);
        var properties = JsonNode.Parse(output)!["Properties"]!;
        Assert.Equal((platform, compiled), ((string?)properties["RuntimeIdentifier"], (string?)properties["PublishReadyToRun"]));
        Assert.NotEqual("true", (string?)properties["SelfContained"]);
    }

    private static IEnumerable<FileInfo> Files(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories);
}
