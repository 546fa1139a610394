using Microsoft.Extensions.Time.Testing;
using MuBench.Storage;
using MuBench.Storage.Leases;

namespace MuBench.Tests.Storage;

public abstract partial class LeaseContract
{
    [Fact]
    public async Task TryTakeAsync_ManyContendersRoundAfterRound_ExactlyOneWinsAndTheGenerationGrows()
    {
        IArtifactStore[] stores = [await OpenAsync(), await OpenAsync()];
        for (var round = 1; round <= 5; round++)
        {
            var taken = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(async () =>
            {
                var lease = new StoreLease(stores[i % 2], Place, _time);
                return await lease.TryAcquireAsync(await lease.ReadAsync(Token), Holder($"{i}"), Options, Token);
            }, Token)));

            await using var winner = Assert.Single(taken, held => held is not null)!;
            Assert.Equal(round, winner.Generation);
            await winner.ReleaseAsync("done");
        }
    }

    [Fact]
    public async Task LookAsync_HeldByAnother_SaysWhoAndSinceWhen()
    {
        Assert.Equal(new LeaseSnapshot(LeaseState.Free, null, null), await (await LeaseAsync()).ReadAsync(Token));
        await using var held = await TakeAsync("a");

        var lease = await LeaseAsync();
        var snapshot = await lease.ReadAsync(Token);

        Assert.Equal(LeaseState.Held, snapshot.State);
        Assert.Equal("process 4711 on host-a (mubench run manifest.json)", snapshot.Document!.Holder!.ToString());
        Assert.Equal(_time.GetUtcNow(), snapshot.Document.TakenAt);
        Assert.Null(await lease.TryAcquireAsync(snapshot, Holder("b"), Options, Token));
        Assert.True(held.IsHeld);
    }

    [Fact]
    public async Task LookAsync_NotRenewed_ExpiresForAnObserverThatSawItThatLong()
    {
        await using var held = await TakeAsync("a");
        var lease = await LeaseAsync();
        Assert.True((await lease.ReadAsync(Token)).IsHeld);
        _time.Advance(Options.Duration - TimeSpan.FromTicks(1));
        var before = await lease.ReadAsync(Token);
        _time.Advance(TimeSpan.FromTicks(1));
        var after = await lease.ReadAsync(Token);

        Assert.Equal((LeaseState.Held, LeaseState.Expired), (before.State, after.State));
        Assert.False(held.IsHeld); // the holder's own time ends first
        Assert.True((await (await LeaseAsync()).ReadAsync(Token)).IsHeld); // a new observer cannot know it yet
        await using var taken = await lease.TryAcquireAsync(after, Holder("b"), Options, Token);
        Assert.Equal(2, taken!.Generation);
        Assert.False(await held.RenewAsync(Token));
        Assert.True(held.Lost.IsCancellationRequested);
        Assert.Equal("process 4711 on host-b (mubench run manifest.json) has taken it over", held.LossReason);
        await held.ReleaseAsync("done");
        Assert.True(taken.IsHeld && await taken.RenewAsync(Token)); // the end of the earlier holder does not affect the new one
    }

    [Fact]
    public async Task LookAsync_Renewed_HoldsOn()
    {
        await using var held = await TakeAsync("a");
        var lease = await LeaseAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.True((await lease.ReadAsync(Token)).IsHeld);
            _time.Advance(Options.Duration * 0.9);
            Assert.True(await held.RenewAsync(Token));
        }

        Assert.True((await lease.ReadAsync(Token)).IsHeld);
        Assert.Equal(1, held.Generation);
    }

    // The clocks of two machines may differ by any amount.
    [Theory]
    [InlineData(-400)]
    [InlineData(400)]
    public async Task LookAsync_ClocksAYearApart_ExpiresAsWithOneClock(int days)
    {
        await using var held = await TakeAsync("a", new FakeTimeProvider(_time.GetUtcNow().AddDays(days)));
        var lease = await LeaseAsync();
        Assert.True((await lease.ReadAsync(Token)).IsHeld);
        _time.Advance(Options.Duration - TimeSpan.FromTicks(1));
        Assert.True((await lease.ReadAsync(Token)).IsHeld);
        Assert.True(await held.RenewAsync(Token));
        Assert.True((await lease.ReadAsync(Token)).IsHeld);
        _time.Advance(Options.Duration);
        Assert.Equal(LeaseState.Expired, (await lease.ReadAsync(Token)).State);
    }

    [Fact]
    public async Task TryTakeAsync_ManyContendersOfAnExpiredOne_ExactlyOneWins()
    {
        await using var held = await TakeAsync("a");
        var leases = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ => await LeaseAsync()));
        await Task.WhenAll(leases.Select(lease => lease.ReadAsync(Token)));
        _time.Advance(Options.Duration);

        var taken = await Task.WhenAll(leases.Select((lease, i) => Task.Run(
            async () => await lease.TryAcquireAsync(await lease.ReadAsync(Token), Holder($"{i}"), Options, Token), Token)));

        await using var winner = Assert.Single(taken, next => next is not null)!;
        Assert.Equal(2, winner.Generation);
    }

    [Fact]
    public async Task WatchAsync_RenewedMeanwhile_IsHeld()
    {
        await using var held = await TakeAsync("a");
        var watching = (await LeaseAsync()).WatchAsync(Token);
        var pause = await _time.NextTimerAsync(Token);
        Assert.True(await held.RenewAsync(Token));
        _time.Advance(pause);

        Assert.True((await watching).IsHeld);
    }

    [Fact]
    public async Task WatchAsync_NotRenewed_ExpiresAfterItsTime()
    {
        await using var held = await TakeAsync("a");
        var before = _time.GetUtcNow();
        var watching = (await LeaseAsync()).WatchAsync(Token);
        while (_time.GetUtcNow() - before < Options.Duration)
            _time.Advance(await _time.NextTimerAsync(Token));

        Assert.Equal(LeaseState.Expired, (await watching).State);
        Assert.Equal(Options.Duration, _time.GetUtcNow() - before);
    }
}
