using Microsoft.Extensions.Time.Testing;
using MuBench.Storage;
using MuBench.Storage.Leases;

namespace MuBench.Tests.Storage;

public abstract partial class LeaseContract
{
    [Fact]
    public async Task ReleaseAsync_Held_IsFreeAtOnceWithItsOutcome()
    {
        await using var held = await TakeAsync("a");
        await held.ReleaseAsync("interrupted");

        var lease = await LeaseAsync();
        var snapshot = await lease.ReadAsync(Token);

        Assert.Equal((LeaseState.Free, "interrupted", 1L), (snapshot.State, snapshot.Document!.Outcome, snapshot.Generation));
        Assert.False(held.IsHeld);
        Assert.False(await held.RenewAsync(Token));
        Assert.False(held.Lost.IsCancellationRequested);
        await using var next = await lease.TryAcquireAsync(snapshot, Holder("b"), Options, Token);
        Assert.Equal(2, next!.Generation);
        Assert.Null((await lease.ReadAsync(Token)).Document!.Outcome);
    }

    [Fact]
    public async Task RenewAsync_AfterASleepThatNobodyUsed_HoldsOn()
    {
        await using var held = await TakeAsync("a");
        _time.Advance(Options.Duration * 100);
        Assert.False(held.IsHeld);

        Assert.True(await held.RenewAsync(Token));

        Assert.True(held.IsHeld);
        Assert.Equal(1, held.Generation);
    }

    // A clock that stops while the machine sleeps must not hide that the lease has expired.
    [Fact]
    public async Task IsHeld_SteadyClockStoodStill_GoesByTheWall()
    {
        var sleeper = new SleepingTime(_time.GetUtcNow());
        await using var held = await TakeAsync("a", sleeper);
        Assert.True(held.IsHeld);

        sleeper.Slept = Options.Duration;

        Assert.False(held.IsHeld);
    }

    [Fact]
    public async Task RenewAsync_AnswersThatWereLost_TakesWhatArrivedForItsOwn()
    {
        var store = new LossyStore(await OpenAsync());
        var lease = new StoreLease(store, Place, _time);
        await using var held = (await lease.TryAcquireAsync(await lease.ReadAsync(Token), Holder("a"), Options, Token))!;
        store.LosesAnswers = true;
        _time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<StoreException>(() => held.RenewAsync(Token));
        store.LosesAnswers = false;

        Assert.True(await held.RenewAsync(Token));
        await held.ReleaseAsync("done");
        Assert.Equal("done", (await lease.ReadAsync(Token)).Document!.Outcome);
    }

    [Fact]
    public async Task KeepRenewing_StoreReachable_IsHeldForAnyTime()
    {
        await using var held = await TakeAsync("a");
        held.KeepRenewing();
        for (var slices = 0; slices < 8 * 5;)
        {
            var timer = await _time.NextTimerAsync(Token);
            if (timer > Options.Renewal)
                continue; // a renewal may take this long
            _time.Advance(timer);
            slices++;
        }

        await held.ReleaseAsync(null);
        var snapshot = await (await LeaseAsync()).ReadAsync(Token);
        Assert.Null(held.LossReason);
        Assert.Equal(LeaseState.Free, snapshot.State);
        Assert.InRange(snapshot.Document!.Renewals, 7, 9); // a renewal that was cancelled for the release may have arrived
    }

    private sealed class SleepingTime(DateTimeOffset start) : FakeTimeProvider(start)
    {
        public TimeSpan Slept { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Slept;
    }

    private sealed class LossyStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        public bool LosesAnswers { get; set; }

        public override async Task<string?> TryReplaceAsync(
            StorePath path, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellationToken = default)
        {
            var replaced = await base.TryReplaceAsync(path, content, tag, cancellationToken);
            return LosesAnswers ? throw new StoreException("the answer was lost") : replaced;
        }
    }
}
