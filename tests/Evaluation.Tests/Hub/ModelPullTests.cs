using MuBench.Contrastive;
using MuBench.Hub;
using MuBench.Hub.Pulling;
using MuBench.Retries;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Hub;

/// <summary>Downloads a model's repository from a hub that works, and from hubs with faults.</summary>
public sealed class ModelPullTests : IDisposable
{
    private static readonly HubAdvice Advice = new("By hand.", "More room.");

    private static readonly DownloadOptions Options = new()
    {
        PieceLength = 1_000,
        RequestLength = 8_000,
        Connections = 4,
        Retry = new RetryOptions { Attempts = 4, BaseDelay = TimeSpan.FromMilliseconds(2), MaxDelay = TimeSpan.FromSeconds(5) },
        FirstAttempts = 3,
        StallTimeout = TimeSpan.FromSeconds(20),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly DownloadProgressTracker _board = new();
    private readonly Dictionary<string, byte[]> _files = TestModelHub.Files();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Downloads => Path.Combine(_folder.Path, "downloads");

    [Fact]
    public async Task Pull_HubThatBehaves_GetsWhatAClipModelNeedsAndNothingElse()
    {
        await using var hub = await TestModelHub.StartAsync(_files);
        var model = await ReadAsync(hub);
        Assert.Equal(("other (lab-terms, LICENSE.md)", TestModelHub.Commit, false), (model.License, model.Commit, model.IsGated));

        await PullAsync(hub);

        AssertHeld(TestModelHub.Chosen);
        Assert.Equal("/api/models/lab/tiny-clip/revision/" + TestModelHub.Commit, hub.Calls[0].File);
        var calls = hub.Calls.Count;
        Assert.Empty(await new ModelPull(Store, Folder, Choose(model, hub)).FindMissingAsync(replace: false, Token));
        Assert.Equal(calls, hub.Calls.Count);
    }

    [Fact]
    public async Task Pull_NamedFiles_GetsThemAndAnEmptyOneToo()
    {
        await using var hub = await TestModelHub.StartAsync(_files);
        await PullAsync(hub, patterns: ["onnx/*_fp16.onnx", "empty.txt"]);
        AssertHeld("onnx/text_model_fp16.onnx", "empty.txt");
    }

    [Fact]
    public async Task Pull_Interrupted_ContinuesWithTheRest()
    {
        await using var hub = await TestModelHub.StartAsync(_files);
        // One call at a time: three small files are there, and of the fourth its first range, when the content host fails for good.
        var oneByOne = Options with { Connections = 1 };
        hub.React = call => call is { IsContent: true, IsProbe: false, Start: >= 8_000 } ? LoopbackHubResponse.Refuse(500) : null;
        await Assert.ThrowsAsync<UserException>(() => PullAsync(hub, options: oneByOne));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "models")));

        var before = hub.Fetches.Count;
        hub.React = call => call is { IsContent: true, IsProbe: false } ? new LoopbackHubResponse { CutAfter = 1_700, PartLength = 1_700 } : null;
        await PullAsync(hub, options: oneByOne);
        AssertHeld(TestModelHub.Chosen);
        var again = hub.Fetches.Skip(before).ToList();
        Assert.DoesNotContain(again, call => TestModelHub.SmallFiles.Contains(call.File));
        Assert.Equal(8_000, again.Where(call => call.File == "onnx/vision_model.onnx").Min(call => call.Start));
    }

    [Fact]
    public async Task Pull_RangeThatIsRefused_IsAskedAgainAndThenReadInOneStream()
    {
        await using var hub = await TestModelHub.StartAsync(_files);
        hub.React = call => call is { IsContent: true, IsProbe: false, Start: not null } ? LoopbackHubResponse.Refuse(416) : null;
        await PullAsync(hub);
        AssertHeld(TestModelHub.Chosen);
        Assert.Contains(_board.Snapshot().Notices, notice => notice.Contains("sends no ranges", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pull_SmallFileWithOtherBytes_IsRefusedByItsGitHash()
    {
        await using var hub = await TestModelHub.StartAsync(_files);
        var other = _files["config.json"].ToArray();
        other[^2] ^= 1;
        hub.React = call => call.File == "config.json" ? new LoopbackHubResponse { Content = other } : null;
        var fault = await Assert.ThrowsAsync<UserException>(() => PullAsync(hub));
        Assert.Contains("'config.json'", fault.Message, StringComparison.Ordinal);
        Assert.Contains(TestModelHub.GitHash(other), fault.Message, StringComparison.Ordinal);
        Assert.Contains(TestModelHub.GitHash(_files["config.json"]), fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "models")));
    }

    [Fact]
    public async Task Pull_FileTruncatedOnTheServer_IsRefused()
    {
        await using var hub = await TestModelHub.StartAsync(_files);
        hub.NamesContent = false;
        hub.React = call => call.IsContent && call.File == "onnx/text_model.onnx" ? new LoopbackHubResponse { Content = _files["onnx/text_model.onnx"][..30_000] } : null;
        var fault = await Assert.ThrowsAsync<UserException>(() => PullAsync(hub));
        Assert.Contains("'onnx/text_model.onnx'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("SHA-256", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_Token_GoesToTheHubAlone()
    {
        await using var hub = await TestModelHub.StartAsync(_files);
        await PullAsync(hub, token: new HubToken("HF_TOKEN", "hf_value"));
        Assert.All(hub.Calls, call => Assert.Equal(call.IsContent ? null : "Bearer hf_value", call.Authorization));
        Assert.Contains(hub.Calls, call => call.IsContent);
    }

    [Theory]
    [InlineData("../evil.json", "has the segment '..'")]
    [InlineData("/etc/evil.json", "has an empty segment")]
    [InlineData("onnx\\evil.json", "is not allowed in names")]
    [InlineData("C:evil.json", "is not allowed in names")]
    [InlineData("a\u202Egnp.json", "is not allowed in names")]
    [InlineData("config.json.part", "a name that downloads use themselves")]
    [InlineData(".lock", "a name that downloads use themselves")]
    public async Task Pull_HostileFileName_IsRefusedBeforeAnythingIsDownloaded(string path, string why)
    {
        await using var hub = await TestModelHub.StartAsync(_files);
        hub.Describe = _ => TestModelHub.Description(new Dictionary<string, byte[]>(_files) { [path] = [1] }).ToJsonString();
        var fault = await Assert.ThrowsAsync<UserException>(() => PullAsync(hub, patterns: ["*"]));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was downloaded", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(hub.Calls, call => call.IsContent);
    }

    [Fact]
    public async Task Pull_FolderWithOtherContent_IsNotTouchedUnlessToldTo()
    {
        await using var hub = await TestModelHub.StartAsync(_files);
        await Store.WriteAsync(Folder / "onnx/text_model.onnx", new byte[] { 1, 2, 3 }, Token);
        var fault = await Assert.ThrowsAsync<UserException>(() => PullAsync(hub));
        Assert.Contains("exists with other content", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--replace", fault.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await Store.TryStatAsync(Folder / "onnx/text_model.onnx", Token))!.Length);
        await PullAsync(hub, replace: true);
        AssertHeld(TestModelHub.Chosen);
    }

    [Theory]
    [InlineData("gated", 401, "GatedRepo", "the repository is gated. Open http://127.0.0.1:PORT/lab/tiny-clip while signed in")]
    [InlineData("private", 401, "RepoNotFound", "no such repository, or a private one")]
    [InlineData("revision", 404, "RevisionNotFound", "RevisionNotFound")]
    public async Task Read_RefusedByTheHub_SaysWhyAfterOneCall(string _, int status, string code, string why)
    {
        await using var hub = await TestModelHub.StartAsync(_files);
        hub.React = call => LoopbackHubResponse.Refuse(status, ("X-Error-Code", code));
        var fault = await Assert.ThrowsAsync<UserException>(() => ReadAsync(hub));
        Assert.Contains(why.Replace("PORT", $"{hub.Address.Port}", StringComparison.Ordinal), fault.Message, StringComparison.Ordinal);
        Assert.Single(hub.Calls);
    }

    [Theory]
    [InlineData("not json", "does not describe a repository")]
    [InlineData("[]", "does not describe a repository")]
    [InlineData("{\"sha\": \"main\"}", "'sha' should be a commit")]
    [InlineData("{\"sha\": \"ffffffffffffffffffffffffffffffffffffffff\", \"siblings\": []}", "names another one")]
    public async Task Read_OtherAnswer_IsRefused(string answer, string why)
    {
        await using var hub = await TestModelHub.StartAsync(_files);
        hub.Describe = _ => answer;
        Assert.Contains(why, (await Assert.ThrowsAsync<UserException>(() => ReadAsync(hub))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_MirrorWithoutHashes_IsRefused()
    {
        await using var hub = await TestModelHub.StartAsync(_files);
        var description = TestModelHub.Description(_files);
        foreach (var sibling in description["siblings"]!.AsArray())
            sibling!.AsObject().Remove("lfs");
        description["siblings"]!.AsArray().First(file => (string)file!["rfilename"]! == "tokenizer.json")!.AsObject().Remove("blobId");
        hub.Describe = _ => description.ToJsonString();
        var fault = await Assert.ThrowsAsync<UserException>(() => PullAsync(hub));
        Assert.Contains("does not state the hash of 'tokenizer.json'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fp16", "Its ONNX files are onnx/text_model.onnx, onnx/text_model_fp16.onnx, onnx/vision_model.onnx")]
    [InlineData("fp32", null)]
    public void ChooseFiles_Precision_TakesItsExportOrSaysWhatThereIs(string precision, string? why)
    {
        if (why is null)
        {
            Assert.Equal(TestModelHub.Chosen.Order(), ModelFileChoice.Choose(_files.Keys, precision, "hf:lab/x").Order());
            return;
        }

        Assert.Contains(why, Assert.Throws<UserException>(() => ModelFileChoice.Choose(_files.Keys, precision, "hf:lab/x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ChooseFiles_NoOnnx_NamesTheExport() =>
        Assert.Contains(
            "docs/contrastive.md has the export", Assert.Throws<UserException>(() => ModelFileChoice.Choose(["config.json", "model.safetensors"], "fp32", "hf:lab/x")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("openai/clip")]
    [InlineData("hf:")]
    [InlineData("hf:a/b/c")]
    [InlineData("hf:a/..")]
    [InlineData("hf:a/b@../../x")]
    [InlineData("hf:a/b@")]
    [InlineData("hf:a/b?x=1")]
    [InlineData("hf:a b/c")]
    public void Parse_NotAName_IsRefused(string text) =>
        Assert.Contains("expected hf:OWNER/NAME@REVISION", Assert.Throws<UserException>(() => HubModelName.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_Name_KnowsItsParts()
    {
        Assert.Equal(("openai/clip-vit-base-patch32", "main", false), Parts("hf:openai/clip-vit-base-patch32"));
        Assert.Equal(("gpt2", "refs/pr/1", false), Parts("hf:gpt2@refs/pr/1"));
        Assert.Equal((TestModelHub.Repository, TestModelHub.Commit, true), Parts($"hf:{TestModelHub.Repository}@{TestModelHub.Commit}"));

        static (string, string, bool) Parts(string text) => HubModelName.Parse(text) is var name ? (name.Repository, name.Revision, name.IsPinned) : default;
    }

    public void Dispose() => _folder.Dispose();

    private DiskStore Store => new(_folder.Path);

    private static StorePath Folder => StoreLayout.Models / "tiny";

    private static IReadOnlyList<HubFile> Choose(HubModel model, LoopbackHub hub, string[]? patterns = null) =>
        HubModelSelection.Choose(model, patterns ?? [], ModelPrecisions.Fp32, new HubAccess(hub.Address, null));

    private Task<HubModel> ReadAsync(LoopbackHub hub, HubToken? token = null) =>
        HubModelReader.ReadAsync(TestModelHub.Name, new HubAccess(hub.Address, token), Options, _board, Token);

    private async Task PullAsync(LoopbackHub hub, string[]? patterns = null, HubToken? token = null, bool replace = false, DownloadOptions? options = null)
    {
        var pull = new ModelPull(Store, Folder, Choose(await ReadAsync(hub, token), hub, patterns));
        var missing = await pull.FindMissingAsync(replace, Token);
        var download = new HubDownload(missing, new HubAccess(hub.Address, token), Downloads, options ?? Options, _board, Advice);
        await download.RunAsync(Token);
        await pull.TakeOverAsync(Downloads, missing, Token);
        download.Delete();
        Assert.False(Directory.Exists(Downloads));
    }

    private void AssertHeld(params string[] names)
    {
        var folder = Path.Combine(_folder.Path, "models", "tiny");
        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.True(_files[name].AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, name))), name));
    }
}
