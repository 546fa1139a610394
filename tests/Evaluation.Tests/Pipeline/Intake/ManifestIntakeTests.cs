using System.Text;
using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Pipeline;
using MuBench.Pipeline.Intake;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Tests.Pipeline.Intake;

public sealed class ManifestIntakeTests : IDisposable
{
    private const string Good = """{ "name": "job", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "chance", "kind": "random" } ] }""";

    private readonly MuBench.TestUtils.TemporaryFolder _folder = new();
    private readonly DiskStore _store;
    private readonly ManifestIntake _intake;

    public ManifestIntakeTests()
    {
        _store = new DiskStore(_folder.Path);
        _intake = Service(null);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Tests are named by these names alone: xUnit writes each byte of a theory's data into the id of its test, which took eight seconds here.
    private static Dictionary<string, byte[]> Poisons { get; } = new()
    {
        ["empty"] = [],
        ["blank"] = "  \n"u8.ToArray(),
        ["binary"] = [.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 37))],
        ["deep"] = Encoding.UTF8.GetBytes(new string('[', 100_000)),
        ["large"] = Encoding.UTF8.GetBytes($$"""{ "name": "{{new string('x', 2 << 20)}}" }"""),
        ["array"] = "[1, 2]"u8.ToArray(),
        ["utf16"] = Encoding.Unicode.GetBytes(Good),
        ["other kinds"] = """{ "name": 7, "benchmark": [], "models": "gpt" }"""u8.ToArray(),
    };

    public static TheoryData<string> Poison => [.. Poisons.Keys];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TryAcceptUploadAsync_Twice_IsOneRunWithItsOwnCopy()
    {
        var upload = await UploadAsync("job", Good);
        var first = await _intake.TryAcceptUploadAsync(upload, Token);
        await UploadAsync("job", Good.Replace(", ", ",\n ", StringComparison.Ordinal)); // another layout of the same content
        var second = await _intake.TryAcceptUploadAsync(upload, Token);

        Assert.True(first!.IsAccepted);
        Assert.Equal(first.RunId, second!.RunId);
        Assert.StartsWith("job-", first.RunId, StringComparison.Ordinal);
        Assert.Equal(Good, Encoding.UTF8.GetString((await _store.TryReadAsync(StoreLayout.RunManifest(first.RunId), Token))!));
    }

    [Theory]
    [MemberData(nameof(Poison))]
    public async Task TryAcceptUploadAsync_Poison_IsRejectedWithItsFaultsAndNeverThrows(string name)
    {
        var upload = StoreLayout.Manifests / $"{name}.json";
        await _store.WriteAsync(upload, Poisons[name], Token);

        var taken = await _intake.TryAcceptUploadAsync(upload, Token);

        Assert.False(taken!.IsAccepted);
        var path = StoreLayout.RunRejected(taken.RunId);
        var rejection = JsonDocuments.Read((await _store.TryReadAsync(path, Token))!, PipelineJsonContext.Default.Rejection, path);
        Assert.Equal(taken.Faults, rejection.Faults);
        Assert.Null(await _store.TryStatAsync(StoreLayout.RunManifest(taken.RunId), Token));
        Assert.Equal(taken.RunId, (await _intake.TryAcceptUploadAsync(upload, Token))!.RunId);
    }

    [Theory]
    [InlineData("manifests/job.txt")]
    [InlineData("manifests/.json")]
    [InlineData("runs/job.json")]
    public async Task TryAcceptUploadAsync_NoManifestsPath_IsPassedOver(string path)
    {
        await _store.WriteAsync(StorePath.Parse(path), Encoding.UTF8.GetBytes(Good), Token);

        Assert.Null(await _intake.TryAcceptUploadAsync(StorePath.Parse(path), Token));
        Assert.Empty(await _store.ListFoldersAsync(StoreLayout.Runs, Token));
    }

    [Fact]
    public async Task TryAcceptUploadAsync_InAFolder_IsTakenIn()
    {
        var upload = StorePath.Parse("manifests/deeper/still/job.json");
        await _store.WriteAsync(upload, Encoding.UTF8.GetBytes(Good), Token);

        Assert.True((await _intake.TryAcceptUploadAsync(upload, Token))!.IsAccepted);
    }

    [Fact]
    public async Task TryAcceptUploadAsync_DeletedMeanwhile_IsPassedOver() =>
        Assert.Null(await _intake.TryAcceptUploadAsync(StoreLayout.Manifest("gone"), Token));

    [Theory]
    [InlineData("..", "manifest-")]
    [InlineData("../../etc/passwd", "etcpasswd-")]
    [InlineData("Übersicht 2026", "bersicht2026-")]
    public async Task AcceptAsync_AnyFileName_MakesOneSegment(string name, string prefix)
    {
        var taken = await _intake.AcceptAsync(name, "no manifest"u8.ToArray(), Token);

        Assert.StartsWith(prefix, taken.RunId, StringComparison.Ordinal);
        Assert.NotNull(await _store.TryStatAsync(StoreLayout.RunRejected(taken.RunId), Token));
    }

    [Fact]
    public async Task AcceptAsync_PathsBesideTheManifest_NeedWhatSubmitUploads()
    {
        var json = Encoding.UTF8.GetBytes(Good.Replace("\"drawn\"", "\"./drawn\"", StringComparison.Ordinal));
        var rejected = await _intake.AcceptAsync("job", json, Token);
        Assert.Equal("$.benchmark.dataset", Assert.Single(rejected.Faults).Path);

        await _store.WriteAsync(StoreLayout.RunSources(rejected.RunId), """{"./drawn":"drawn-1a2b3c4d"}"""u8.ToArray(), Token);
        var accepted = await _intake.AcceptAsync("job", json, Token);

        Assert.True(accepted.IsAccepted);
        Assert.Equal(rejected.RunId, accepted.RunId);
        Assert.Null(await _store.TryStatAsync(StoreLayout.RunRejected(accepted.RunId), Token)); // the old rejection is deleted
    }

    [Fact]
    public async Task AcceptAsync_EndpointThatTheServiceForbids_HasTheIdThatTheClientKnows()
    {
        var json = Encoding.UTF8.GetBytes(Good.Replace("""{ "id": "chance", "kind": "random" }""", """{ "id": "m", "kind": "openai", "model": "x", "endpoint": "http://127.0.0.1:8000/v1" }""", StringComparison.Ordinal));
        var client = ManifestReader.Read(json);

        var taken = await _intake.AcceptAsync("job", json, Token);

        Assert.Equal("$.models[0].endpoint", Assert.Single(taken.Faults).Path);
        Assert.Equal(RunId.Of(client.Manifest!, json), taken.RunId);
        Assert.True((await Service("http://127.0.0.1:*").AcceptAsync("job", json, Token)).IsAccepted);
    }

    private ManifestIntake Service(string? allowed) =>
        new(new PipelineContext(_store, new SecretResolver(_ => null), EndpointPolicy.ForService(allowed), TimeProvider.System));

    private async Task<StorePath> UploadAsync(string name, string json)
    {
        var path = StoreLayout.Manifest(name);
        await _store.WriteAsync(path, Encoding.UTF8.GetBytes(json), Token);
        return path;
    }
}
