using MuBench.Datasets.Release;
using MuBench.Hub;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Datasets.Release;

public sealed partial class ReleaseDownloadTests
{
    [Fact]
    public async Task RunAsync_WrongBytesOnce_AreDeletedAndDownloadedAgain()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        var wrong = 0;
        hub.React = call => call is { IsContent: true, IsProbe: false } && call.File == Second && Interlocked.Increment(ref wrong) == 1
            ? new LoopbackHubResponse { Content = new byte[33_000], ETag = call.IfRange } : null;
        await RunAsync(hub);
        AssertWhole();
        Assert.Contains(_board.Snapshot().Notices, notice => notice.StartsWith($"{Second}: downloaded with the SHA-256 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_WrongBytesTwice_NamesTheFileAndBothHashesAndKeepsNoneOfIt()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        hub.React = call => call.IsContent && call.File == Second ? new LoopbackHubResponse { Content = new byte[33_000] } : null;
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync(hub));
        var release = TestRelease.Describe(Files);
        Assert.Contains($"'{Second}'", fault.Message, StringComparison.Ordinal);
        Assert.Contains(release.Files[1].Sha256, fault.Message, StringComparison.Ordinal);
        Assert.Contains(TestRelease.Describe(new Dictionary<string, byte[]> { ["x"] = new byte[33_000] }).Files[0].Sha256, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Path), path => Path.GetFileName(path).StartsWith(Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_HubThatNamesAnotherSha256_DownloadsNothing()
    {
        await using var hub = await TestRelease.ServeAsync(TestRelease.Noise(20_500, 33_000, 9));
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync(hub));
        Assert.Contains("Nothing of it was downloaded", fault.Message, StringComparison.Ordinal);
        Assert.Empty(hub.Fetches);
    }

    [Fact]
    public async Task RunAsync_TooManyRequests_AllConnectionsWaitAsLongAsAsked()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        var refused = 0;
        DateTimeOffset? refusedAt = null;
        hub.React = call =>
        {
            if (call is not { IsContent: true, IsProbe: false } || Interlocked.Increment(ref refused) != 1)
                return null;
            refusedAt = _time.GetUtcNow();
            return LoopbackHubResponse.Refuse(429, ("Retry-After", "1"));
        };
        await PassTimeAsync(RunAsync(hub, options: ByTestsClock));
        AssertWhole();
        Assert.True(_time.GetUtcNow() - refusedAt >= TimeSpan.FromSeconds(1), $"{_time.GetUtcNow() - refusedAt}");
    }

    [Fact]
    public async Task RunAsync_FaultsThatPass_AreMet()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        // Including those of the content host, which responds 403 to an expired signature.
        int[] statuses = [500, 502, 503, 408, 403];
        hub.React = call => call.Number % 4 == 0 && call.Number / 4 <= statuses.Length
            ? LoopbackHubResponse.Refuse(call.IsContent || statuses[(call.Number / 4) - 1] != 403 ? statuses[(call.Number / 4) - 1] : 503) : null;
        await RunAsync(hub, options: TestRelease.Options with { FirstAttempts = 6, Retry = TestRelease.Options.Retry with { Attempts = 6 } });
        AssertWhole();
    }

    [Theory]
    [InlineData(401, false, "", "it requires a token", "--token secret:NAME")]
    [InlineData(401, true, "", "the token in 'LAB_TOKEN' is not accepted", "settings/tokens")]
    [InlineData(403, false, "", "may not be read without a token", "--token secret:NAME")]
    [InlineData(403, true, "", "the token in 'LAB_TOKEN' may not read this repository", "accept the terms of")]
    [InlineData(403, true, "GatedRepo", "the repository is gated", "accept its terms")]
    [InlineData(404, false, "EntryNotFound", "was not found", "The mirror may not have this repository or revision")]
    [InlineData(400, false, "", "answered 400", "import the folder")]
    public async Task RunAsync_RefusedForGood_SaysWhyAndWhatToDoAfterOneRequestPerFile(int status, bool withToken, string code, string why, string remedy)
    {
        await using var hub = await TestRelease.ServeAsync(TestRelease.Noise(5_000));
        hub.React = _ => code.Length == 0 ? LoopbackHubResponse.Refuse(status) : LoopbackHubResponse.Refuse(status, ("X-Error-Code", code));
        var fault = await Assert.ThrowsAsync<UserException>(
            () => RunAsync(hub, TestRelease.Noise(5_000), token: withToken ? new HubToken("LAB_TOKEN", "hf_value") : null));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hf_value", fault.ToString(), StringComparison.Ordinal);
        Assert.Single(hub.Calls);
    }

    [Fact]
    public async Task RunAsync_NobodyThere_IsGivenUpSoon()
    {
        Uri address;
        await using (var hub = await TestRelease.ServeAsync(Files))
            address = hub.Address;
        var download = ReleaseDownload.Of(TestRelease.Describe(Files), new HubAccess(address, null), _folder.Path, TestRelease.Options, _board);
        var fault = await Assert.ThrowsAsync<UserException>(() => download.RunAsync(Token));
        Assert.Contains("3 times in a row", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RedirectsWithoutEnd_AreNotFollowedForEver()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        hub.React = call => LoopbackHubResponse.Refuse(302, ("Location", "/again/x.arrow"));
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync(hub));
        Assert.Contains("redirects more than 10 times", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TooLittleRoom_SaysHowMuchIsNeededBeforeAnythingIsDownloaded()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        var fault = await Assert.ThrowsAsync<UserException>(
            () => RunAsync(hub, options: TestRelease.Options with { FreeBytes = _ => 50_000, SpareBytes = 0 }));
        Assert.Contains("the disk of", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--store", fault.Message, StringComparison.Ordinal);
        Assert.Empty(hub.Fetches);
        await RunAsync(hub, options: TestRelease.Options with { FreeBytes = _ => Files.Sum(file => file.Value.Length), SpareBytes = 0 });
        AssertWhole();
    }

    [Fact]
    public async Task RunAsync_AnotherDownloadIntoTheFolder_IsRefused()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        var release = new TaskCompletionSource();
        hub.React = call =>
        {
            release.Task.Wait(call.Aborted);
            return null;
        };
        var first = RunAsync(hub);
        await UntilAsync(() => hub.Calls.Count > 0);
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync(hub));
        Assert.StartsWith("Another process is downloading into", fault.Message, StringComparison.Ordinal);
        release.SetResult();
        await first;
        AssertWhole();
    }
}
