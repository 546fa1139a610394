using System.Text.Json.Nodes;
using MuBench.Datasets;
using MuBench.Datasets.Release;
using MuBench.Hub;
using MuBench.Storage;
using MuBench.Storage.Blob;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Datasets.Release;

/// <summary>Imports from the hub into a store, with the checks.</summary>
public sealed class ReleaseInstallerTests : IDisposable
{
    private const string First = "ubench-test-00000-of-00002.arrow";
    private const string Second = "ubench-test-00001-of-00002.arrow";

    private readonly DatasetWorkplace _place = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ImportAsync_ReleaseThatPassesEveryCheck_IsRecordedAsOfficial()
    {
        var release = Describe();
        await using var hub = await TestRelease.ServeAsync(Shards());
        var info = await InstallAsync(hub, release);
        Assert.True(info.IsOfficial, string.Join("; ", info.Release!.Differences));
        Assert.Equal((release.Repository, release.Revision), (info.Release.Repository, info.Release.Revision));
        Assert.Equal([First, Second], info.Packs.Select(pack => pack.Name));
        Assert.Equal(Rows().Select(row => row.Image), (await _place.ReadAsync(release.Name)).Select(image => image.Bytes));
        Assert.True((await DatasetReader.OpenAsync(_place.Store, release.Name, Token)).Info.IsOfficial);
        Assert.False(Directory.Exists(Downloads(release)));
    }

    [Fact]
    public async Task ImportAsync_LocalStore_TakesTheDownloadedFilesWithoutACopy()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File identity is read by stat.");
        var release = Describe();
        await using var hub = await TestRelease.ServeAsync(Shards());
        var download = await DownloadAsync(hub, release);
        await new ReleaseInstaller(_place.Store, release).ImportAsync(Downloads(release), null, Token);
        // A write under one name changes the content under the other: they are the same file.
        await File.AppendAllTextAsync(Path.Combine(Downloads(release), First), "!", Token);
        var pack = Path.Combine(_place.StoreFolder, StoreLayout.Pack(release.Name, First).Value);
        Assert.Equal(Shards()[First].Length + 1, new FileInfo(pack).Length);
        download.Delete();
        Assert.True(File.Exists(pack));
    }

    [Fact]
    public async Task ImportAsync_CountsThatDoNotHold_IsNotOfficialAndListsEach()
    {
        var release = Describe();
        release = release with
        {
            Counts = release.Counts with { Images = 41, Sources = new Dictionary<string, int> { ["source_a"] = 30, ["held_et_al_2010_h2b"] = 4 } },
        };
        await using var hub = await TestRelease.ServeAsync(Shards());
        var info = await InstallAsync(hub, release);
        Assert.False(info.IsOfficial);
        Assert.Equal(
            ["images: 40, where the release has 41", "images of source_a: 31, where the release has 30", "images of held_et_al_2010_h2b: 3, where the release has 4"],
            info.Release!.Differences);
    }

    [Fact]
    public async Task FindAsync_ReleaseIsThere_IsFoundWithoutTheHub()
    {
        var release = Describe();
        await using (var hub = await TestRelease.ServeAsync(Shards()))
            await InstallAsync(hub, release);
        Assert.True((await new ReleaseInstaller(_place.Store, release).FindAsync(false, Token))!.IsOfficial);
        File.Delete(Path.Combine(_place.StoreFolder, StoreLayout.Pack(release.Name, Second).Value));
        Assert.Null(await new ReleaseInstaller(_place.Store, release).FindAsync(false, Token));
    }

    [Fact]
    public async Task FindAsync_AnotherDatasetOfTheName_IsRefusedUnlessItMayBeReplaced()
    {
        var release = Describe();
        ReleaseFiles.WriteArrow(_place.PathOf("mine/x.arrow"), TestRow.Many(3, _ => 40), 3);
        await _place.ImportAsync(_place.PathOf("mine/x.arrow"), release.Name);
        var installer = new ReleaseInstaller(_place.Store, release);
        Assert.Contains("--replace", (await Assert.ThrowsAsync<UserException>(() => installer.FindAsync(false, Token))).Message, StringComparison.Ordinal);
        Assert.Null(await installer.FindAsync(true, Token));
        Assert.Null(await installer.TryGetOwnFilesAsync(Token));
        await using var hub = await TestRelease.ServeAsync(Shards());
        Assert.True((await InstallAsync(hub, release)).IsOfficial);
    }

    [Fact]
    public async Task TryGetOwnFilesAsync_ImportedByAVersionThatDidNotLook_IsCheckedFromTheStoresOwnFiles()
    {
        var release = Describe();
        await using (var hub = await TestRelease.ServeAsync(Shards()))
            await InstallAsync(hub, release);
        var path = Path.Combine(_place.StoreFolder, StoreLayout.DatasetInfo(release.Name).Value);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(path, Token))!.AsObject();
        json.Remove("release");
        json["counts"]!.AsObject().Remove("sourceQuestions");
        json["counts"]!.AsObject().Remove("unnamedSources");
        await File.WriteAllTextAsync(path, json.ToJsonString(), Token);
        Assert.Null((await DatasetReader.OpenAsync(_place.Store, release.Name, Token)).Info.Release);

        var installer = new ReleaseInstaller(_place.Store, release);
        Assert.Null(await installer.FindAsync(false, Token));
        var own = await installer.TryGetOwnFilesAsync(Token);
        Assert.True((await installer.ImportAsync(own!, null, Token)).IsOfficial);
        Assert.True((await installer.FindAsync(false, Token))!.IsOfficial);
        Assert.Equal(Rows().Select(row => row.Image), (await _place.ReadAsync(release.Name)).Select(image => image.Bytes));
    }

    [Fact]
    public async Task ImportAsync_SameRowsFromParquet_AreNotOfficialAndGiveWayToTheReleasesFiles()
    {
        var release = Describe();
        ReleaseFiles.WriteParquet(_place.PathOf("again/x.parquet"), Rows(), 10);
        var options = new ImportOptions { Release = release };
        var parquet = await _place.ImportAsync(_place.PathOf("again/x.parquet"), "again", options);
        Assert.False(parquet.IsOfficial);
        Assert.Contains("its counts are the release's", parquet.Release!.Differences);
        Write();
        var arrow = await _place.ImportAsync(_place.PathOf("release"), "again", options);
        Assert.Equal(parquet.Sha256, arrow.Sha256);
        Assert.True(arrow.IsOfficial);
        // And not the reverse.
        Assert.True((await _place.ImportAsync(_place.PathOf("again/x.parquet"), "again", options)).IsOfficial);
    }

    [Fact]
    public async Task ImportAsync_AnyDataset_SaysThatItIsNotTheOfficialRelease()
    {
        ReleaseFiles.WriteArrow(_place.PathOf("x.arrow"), TestRow.Many(3, _ => 40), 3);
        var info = await _place.ImportAsync();
        Assert.False(info.IsOfficial);
        Assert.Equal("3f2c5b590bc7a208d5b60f3527ce4c76a331aa2b", info.Release!.Revision);
        Assert.NotEmpty(info.Release.Differences);
    }

    public void Dispose() => _place.Dispose();

    private async Task<DatasetInfo> InstallAsync(LoopbackHub hub, ReleaseDescription release)
    {
        var download = await DownloadAsync(hub, release);
        var info = await new ReleaseInstaller(_place.Store, release).ImportAsync(Downloads(release), null, Token);
        download.Delete();
        return info;
    }

    private async Task<HubDownload> DownloadAsync(LoopbackHub hub, ReleaseDescription release)
    {
        var download = ReleaseDownload.Of(release, new HubAccess(hub.Address, null), Downloads(release), TestRelease.Options, new DownloadProgressTracker());
        await download.RunAsync(Token);
        return download;
    }

    private string Downloads(ReleaseDescription release) =>
        StoreFactory.DownloadFolder(_place.Store, StoreLayout.Download(release.Repository, release.Revision));

    /// <summary>40 rows: 31 of a named source, 3 of Held et al. by stain, and 6 that are in no published result.</summary>
    private static List<TestRow> Rows()
    {
        var rows = TestRow.Many(40, i => 300 + i);
        for (var i = 31; i < 40; i++)
            rows[i] = i < 34 ? rows[i] with { Dataset = null, Stain = "H2B-mCherry" } : rows[i] with { Dataset = "opencell" };
        return rows;
    }

    private void Write()
    {
        ReleaseFiles.WriteArrow(_place.PathOf($"release/{First}"), Rows()[..25], 10);
        ReleaseFiles.WriteArrow(_place.PathOf($"release/{Second}"), Rows()[25..], 10);
    }

    private Dictionary<string, byte[]> Shards()
    {
        Write();
        return ((string[])[First, Second]).ToDictionary(name => name, name => File.ReadAllBytes(_place.PathOf($"release/{name}")));
    }

    private ReleaseDescription Describe() => TestRelease.Describe(Shards(), new ReleaseCounts
    {
        Images = 40,
        EvaluatedImages = 34,
        EvaluatedQuestions = new Dictionary<string, int> { [QuestionKeys.Modality] = 34 },
        Sources = new Dictionary<string, int> { ["source_a"] = 31, ["held_et_al_2010_h2b"] = 3 },
        SummedSources = [],
        SummedImages = 0,
        ReleaseOnlySources = new Dictionary<string, int> { ["opencell"] = 6 },
        UnnamedSources = ["held_et_al_2010_h2b"],
    });
}
