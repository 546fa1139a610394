using Microsoft.Extensions.Time.Testing;
using MuBench.Datasets.Release;
using MuBench.Hub;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Datasets.Release;

/// <summary>Downloads from a hub that works, and from hubs with faults.</summary>
public sealed partial class ReleaseDownloadTests : IDisposable
{
    private static readonly Dictionary<string, byte[]> Files = TestRelease.Noise(20_500, 33_000, 7);
    private static readonly string Second = Files.Keys.Order(StringComparer.Ordinal).ElementAt(1);

    private readonly TemporaryFolder _folder = new();
    private readonly DownloadProgressTracker _board = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_HubThatBehaves_GetsEveryByteOnceAndLeavesNothingElse()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        await RunAsync(hub);
        AssertWhole();
        Assert.Equal(Files.Sum(file => file.Value.Length), hub.Fetches.Sum(call => call.End - call.Start));
        Assert.All(hub.Fetches, call => Assert.NotNull(call.IfRange));
        Assert.Equal([".lock", .. Files.Keys.Order(StringComparer.Ordinal)], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var progress = _board.Snapshot();
        Assert.Equal(progress.Length, progress.Bytes);
        Assert.Equal(Files.Sum(file => file.Value.Length), progress.Received);
        Assert.All(progress.Files, file => Assert.Equal(DownloadState.Done, file.State));
        Assert.Empty(progress.Notices);
    }

    [Fact]
    public async Task RunAsync_Again_AsksNothing()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        await RunAsync(hub);
        var calls = hub.Calls.Count;
        await RunAsync(hub);
        Assert.Equal(calls, hub.Calls.Count);
    }

    [Fact]
    public async Task RunAsync_FileDamagedOnTheDiskSince_IsDownloadedAgainAndNoOther()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        await RunAsync(hub);
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, Second), new byte[33_000], Token);
        var calls = hub.Calls.Count;
        await RunAsync(hub);
        AssertWhole();
        Assert.All(hub.Calls.Skip(calls), call => Assert.Equal(Second, call.File));
    }

    [Fact]
    public async Task RunAsync_Token_GoesToTheHubAndNotToTheHostItRedirectsTo()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        await RunAsync(hub, token: new HubToken("HF_TOKEN", "hf_value"));
        Assert.All(hub.Calls, call => Assert.Equal(call.IsContent ? null : "Bearer hf_value", call.Authorization));
        Assert.Contains(hub.Calls, call => call.IsContent);
    }

    [Fact]
    public async Task RunAsync_Cancelled_KeepsWhatCameAndTheNextRunAsksForTheRest()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        // Four connections stop during the six requests for 8,000 bytes.
        hub.React = call => call is { IsContent: true, IsProbe: false } ? new LoopbackHubResponse { Delay = TimeSpan.FromHours(1), PartLength = 7_000 } : null;
        var running = RunAsync(hub, options: ByTestsClock, cancellationToken: stop.Token);
        await UntilAsync(() => _board.Snapshot().Received > 25_000);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        var fetched = hub.Fetches.Count;
        hub.React = _ => null;
        await RunAsync(hub);
        AssertWhole();
        // Each connection may have stopped in the middle of a piece.
        var rest = hub.Fetches.Skip(fetched).Sum(call => call.End - call.Start)!.Value;
        Assert.InRange(rest, 1, Files.Sum(file => file.Value.Length) - 25_000 + (4 * 1_000));
    }

    [Fact]
    public async Task RunAsync_ConnectionsCutAnywhere_GoOnFromTheByteTheyCameTo()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        hub.React = call => call is { IsContent: true, IsProbe: false } ? new LoopbackHubResponse { CutAfter = 1_700, PartLength = 1_700 } : null;
        await RunAsync(hub);
        AssertWhole();
        Assert.Contains(_board.Snapshot().Notices, notice => notice.Contains("trying again in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_ConnectionsThatBringAlmostNothing_AreGivenUpAfterAsManyAttemptsAsAllowed()
    {
        await using var hub = await TestRelease.ServeAsync(TestRelease.Noise(5_000));
        hub.React = call => call is { IsContent: true, IsProbe: false } ? new LoopbackHubResponse { CutAfter = 3, PartLength = 3 } : null;
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync(hub, TestRelease.Noise(5_000)));
        Assert.Contains("4 times in a row", fault.Message, StringComparison.Ordinal);
        Assert.Contains("run the same command again", fault.Message, StringComparison.Ordinal);
        Assert.Equal(4, hub.Fetches.Count);
    }

    [Fact]
    public async Task RunAsync_ServerThatStopsSending_IsAskedAgain()
    {
        await using var hub = await TestRelease.ServeAsync(TestRelease.Noise(5_000));
        var stalled = 0;
        hub.React = call => call is { IsContent: true, IsProbe: false } && Interlocked.Increment(ref stalled) == 1
            ? new LoopbackHubResponse { Delay = TimeSpan.FromHours(1), PartLength = 1_500 } : null;
        var running = RunAsync(hub, TestRelease.Noise(5_000), ByTestsClock);
        while (!_board.Snapshot().Notices.Any(notice => notice.Contains("no data for", StringComparison.Ordinal)) && !running.IsCompleted)
        {
            if (_board.Snapshot().Received >= 1_500)
                _time.Advance(ByTestsClock.StallTimeout);
            await Task.Delay(1, Token);
        }

        await PassTimeAsync(running);
        Assert.Equal((1_500, 5_000), (hub.Fetches[1].Start!.Value, hub.Fetches[1].End!.Value));
        Assert.Contains(_board.Snapshot().Notices, notice => notice.Contains("no data for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_ServerThatIgnoresRanges_SendsEachFileInOneStream()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        var cuts = 0;
        hub.React = call => call.IsContent
            ? new LoopbackHubResponse { IgnoresRange = true, CutAfter = call.File == Second && !call.IsProbe && Interlocked.Increment(ref cuts) == 1 ? 9_000 : null }
            : null;
        await RunAsync(hub);
        AssertWhole();
        Assert.All(hub.Fetches, call => Assert.Null(call.Start));
        Assert.Contains(_board.Snapshot().Notices, notice => notice.Contains("sends no ranges", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_ServerThatIgnoresRangesAfterTheFirst_IsMetToo()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        hub.React = call => call is { IsContent: true, IsProbe: false } ? new LoopbackHubResponse { IgnoresRange = true } : null;
        await RunAsync(hub);
        AssertWhole();
    }

    [Fact]
    public async Task RunAsync_AnotherEntityTagBetweenRanges_BeginsAgainAndMixesNothing()
    {
        var other = TestRelease.Noise(1, 1, 1, 33_000)["x-00003-of-00004.arrow"];
        await using var hub = await TestRelease.ServeAsync(Files);
        hub.NamesContent = false;
        // The second file is first served with another content of the same length and another tag; the content changes during the download.
        var early = 0;
        hub.React = call => call is { IsContent: true } && call.File == Second && Interlocked.Increment(ref early) <= 3
            ? new LoopbackHubResponse { Content = other, ETag = "\"other\"" } : null;
        await RunAsync(hub);
        AssertWhole();
        Assert.Contains(_board.Snapshot().Notices, notice => notice.Contains("it sends all of it where a part was asked for", StringComparison.Ordinal));
        Assert.DoesNotContain(_board.Snapshot().Notices, notice => notice.Contains("SHA-256", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_PartsHeldOfAnotherContent_AreNotGoneOnFrom()
    {
        await using var hub = await TestRelease.ServeAsync(Files);
        hub.NamesContent = false;
        var before = 0;
        hub.React = call => Interlocked.Increment(ref before) > 11 ? LoopbackHubResponse.Refuse(500) : call.IsContent ? new LoopbackHubResponse { ETag = "\"old\"" } : null;
        await Assert.ThrowsAsync<UserException>(() => RunAsync(hub));
        hub.React = call => call.IsContent ? new LoopbackHubResponse { ETag = "\"new\"" } : null;
        var fetched = hub.Fetches.Count;
        await RunAsync(hub);
        AssertWhole();
        Assert.Equal(Files.Sum(file => file.Value.Length), hub.Fetches.Skip(fetched).Sum(call => call.End - call.Start));
    }

    public void Dispose() => _folder.Dispose();

    private Task RunAsync(
        LoopbackHub hub, IReadOnlyDictionary<string, byte[]>? files = null, DownloadOptions? options = null, HubToken? token = null, CancellationToken? cancellationToken = null) =>
        ReleaseDownload.Of(TestRelease.Describe(files ?? Files), new HubAccess(hub.Address, token), _folder.Path, options ?? TestRelease.Options, _board)
            .RunAsync(cancellationToken ?? Token);

    // A connection counts as stalled only if a test advances the clock by an hour.
    private DownloadOptions ByTestsClock => TestRelease.Options with { Time = _time, StallTimeout = TimeSpan.FromHours(1) };

    /// <summary>Advances the test's clock until a download is done, so slowly that no connection counts as stalled.</summary>
    private async Task PassTimeAsync(Task running)
    {
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Delay(1, Token);
        }

        await running;
    }

    private void AssertWhole()
    {
        foreach (var (name, content) in Files)
            Assert.True(content.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(_folder.Path, name))), name);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(5, Token);
    }
}
