using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MuBench.Cli.Models;
using MuBench.Hub;
using MuBench.Retries;
using MuBench.TestUtils;
using MuBench.TestUtils.Contrastive;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Cli.Models;

/// <summary>A model comes from a hub, is what a manifest takes, and is proven against reference values.</summary>
public sealed class ModelCommandTests : IDisposable
{
    private const string Repository = "lab/tiny-clip";
    private const string Commit = "89abcdef0123456789abcdef0123456789abcdef";
    private const string Values = "tests/Contrastive.Tests/data/clip/reference-values.json";

    private static readonly DownloadOptions Options = new() { Retry = new RetryOptions { Attempts = 3, BaseDelay = TimeSpan.FromMilliseconds(2) } };

    private readonly TemporaryFolder _folder = new();

    private string Store => Path.Combine(_folder.Path, "store");

    [Fact]
    public async Task Pull_ThenCheck_GivesAProvenModelOfTheStore()
    {
        await using var hub = await ServeAsync();
        var (code, output) = await RunAsync("pull", $"hf:{Repository}", "--mirror", hub.Address.AbsoluteUri, "--store", Store);
        Assert.Equal(0, code);
        Assert.Contains($"Downloading {Repository} at {Commit} from 127.0.0.1 into models/tiny-clip in {Store}.", output, StringComparison.Ordinal);
        Assert.Contains("onnx/vision_model.onnx", output, StringComparison.Ordinal);
        Assert.Contains("6 files, ", output, StringComparison.Ordinal);
        Assert.Contains("License: apache-2.0.", output, StringComparison.Ordinal);
        Assert.Contains($"'main' is the commit {Commit} today and may move. To name exactly these files: hf:{Repository}@{Commit}", output, StringComparison.Ordinal);
        Assert.Contains("""In a manifest: { "id": "tiny-clip", "kind": "clip", "source": "models/tiny-clip" }""", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Store, "downloads")));

        var folder = Path.Combine(Store, "models", "tiny-clip");
        var (proven, table) = await RunAsync("check", folder);
        Assert.Equal(0, proven);
        Assert.Contains("the tiny CLIP of make_model.py, by make_reference.py, torch 1.13", table, StringComparison.Ordinal);
        Assert.Contains("values agree", table, StringComparison.Ordinal);

        var calls = hub.Calls.Count;
        var (again, text) = await RunAsync("pull", $"hf:{Repository}@{Commit}", "--mirror", hub.Address.AbsoluteUri, "--store", Store);
        Assert.Equal((0, calls + 1), (again, hub.Calls.Count));
        Assert.Contains("already has every file", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_IntoAFolder_NamesItAsAManifestBesideItDoes()
    {
        await using var hub = await ServeAsync();
        var (code, output) = await RunAsync("pull", $"hf:{Repository}@{Commit}", "--mirror", hub.Address.AbsoluteUri, "--out", Path.Combine(_folder.Path, "plip"));
        Assert.Equal(0, code);
        Assert.Contains("\"source\": \"./plip\"", output, StringComparison.Ordinal);
        Assert.DoesNotContain("may move", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "plip", "onnx", "text_model.onnx")));
    }

    [Fact]
    public async Task Check_OtherValues_ExitsWith2()
    {
        using var model = new TinyModel("separate");
        var values = JsonNode.Parse(await File.ReadAllTextAsync(RepositoryFiles.Path(Values), TestContext.Current.CancellationToken))!;
        (values["texts"]![0]!["embedding"], values["texts"]![1]!["embedding"]) = (values["texts"]![1]!["embedding"]!.DeepClone(), values["texts"]![0]!["embedding"]!.DeepClone());
        model.Write("reference.json", values.ToJsonString());
        var (code, output) = await RunAsync("check", model.Path);
        Assert.Equal(2, code);
        Assert.Contains("2 of 12 values differ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "has no reference.json, so nothing shows")]
    [InlineData(true, "tolerance has no member 'fp16'")]
    public async Task Check_NothingToCompareWith_SaysWhatIsMissing(bool hasValues, string why)
    {
        using var model = new TinyModel("separate");
        if (hasValues)
            model.Write("reference.json", (await File.ReadAllTextAsync(RepositoryFiles.Path(Values), TestContext.Current.CancellationToken)).Replace(", \"fp16\": 0.01", "", StringComparison.Ordinal));
        foreach (var name in hasValues ? ["vision_model", "text_model"] : Array.Empty<string>())
            model.Copy($"clip/onnx/{name}.onnx", $"onnx/{name}_fp16.onnx");
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync(hasValues ? ["check", model.Path, "--precision", "fp16"] : ["check", model.Path]));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--file", "config.json", "--precision", "fp16", "--precision chooses files by itself")]
    [InlineData("--out", "x", "--name", "y", "--out names the whole folder")]
    public async Task Pull_OptionsThatContradict_AreRefused(string first, string a, string second, string b, string why)
    {
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync("pull", "hf:lab/x", first, a, second, b));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Serves the tiny model of the tests as the Hub does, with its reference values.</summary>
    private static async Task<LoopbackHub> ServeAsync()
    {
        using var model = new TinyModel("separate");
        var files = Directory.EnumerateFiles(model.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(model.Path, path).Replace('\\', '/'), File.ReadAllBytes);
        files["reference.json"] = await File.ReadAllBytesAsync(RepositoryFiles.Path(Values), TestContext.Current.CancellationToken);
        var hub = await LoopbackHub.StartModelAsync(Repository, Commit, files);
        hub.Describe = _ => new JsonObject
        {
            ["sha"] = Commit,
            ["cardData"] = new JsonObject { ["license"] = "apache-2.0" },
            ["siblings"] = new JsonArray([.. files.Select(file => (JsonNode)new JsonObject
            {
                ["rfilename"] = file.Key,
                ["size"] = file.Value.Length,
                ["lfs"] = new JsonObject { ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file.Value)), ["size"] = file.Value.Length },
            })]),
        }.ToJsonString();
        return hub;
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var command = new Command("model") { ModelPullCommand.Create(Options), ModelCheckCommand.Create() };
        var parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        var configuration = new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false };
        return (await parsed.InvokeAsync(configuration, TestContext.Current.CancellationToken), output.ToString());
    }
}
