using MuBench.Json;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Storage.Leases;

namespace MuBench.Tests.Storage.Leases;

/// <summary>Renewal in the background, on a store that responds at once: the only timers are the pauses between renewals.</summary>
public sealed class LeaseRenewalTests
{
    private static readonly StorePath Place = StorePath.Parse("runs/a/conductor.json");
    private static readonly LeaseOptions Options = new();

    private readonly SteppedTime _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly OneDocumentStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeepRenewing_StoreOutOfReach_IsLostWhenItsTimeIsOver()
    {
        await using var held = await TakeAsync("a");
        var before = _time.GetUtcNow();
        _store.IsGone = true;
        held.KeepRenewing();
        while (_time.GetUtcNow() - before < Options.Duration)
        {
            Assert.Null(held.LossReason);
            _time.Advance(await _time.NextTimerAsync(Token));
        }

        await LostAsync(held);
        Assert.Equal(Options.Duration, _time.GetUtcNow() - before);
        Assert.Equal("it could not be renewed for 20 s: the store is gone", held.LossReason);
        Assert.False(held.IsHeld);
    }

    [Fact]
    public async Task KeepRenewing_StoreComesBackInTime_IsHeld()
    {
        await using var held = await TakeAsync("a");
        _store.IsGone = true;
        held.KeepRenewing();
        for (var i = 0; i < 12; i++)
            _time.Advance(await _time.NextTimerAsync(Token));
        await _time.NextTimerAsync(Token);
        Assert.Equal(8, _store.Failures); // after 5 seconds, and then every second
        _store.IsGone = false;
        _time.Advance(Options.Renewal / 5);
        for (var i = 0; i < 30; i++)
            _time.Advance(await _time.NextTimerAsync(Token));

        Assert.True(held.IsHeld);
        Assert.Null(held.LossReason);
    }

    [Fact]
    public async Task KeepRenewing_SleptAndTakenOverMeanwhile_IsLostAtTheNextRenewal()
    {
        await using var held = await TakeAsync("a");
        var other = new StoreLease(_store, Place, _time);
        await other.ReadAsync(Token);
        _time.Advance(Options.Duration);
        await using var taken = await other.TryAcquireAsync(await other.ReadAsync(Token), Holder("b"), Options, Token);

        held.KeepRenewing();
        for (var i = 0; i < 5; i++)
            _time.Advance(await _time.NextTimerAsync(Token));

        await LostAsync(held);
        Assert.Equal("process 4711 on host-b (test) has taken it over", held.LossReason);
        Assert.True(taken!.IsHeld);
    }

    // The monotonic clock stops while a laptop sleeps.
    [Fact]
    public async Task KeepRenewing_MachineSlept_LooksWithinASliceOfWaking()
    {
        var sleeper = new SleepingTime(_time.GetUtcNow());
        var lease = new StoreLease(_store, Place, sleeper);
        await using var held = (await lease.TryAcquireAsync(await lease.ReadAsync(Token), Holder("a"), Options, Token))!;
        held.KeepRenewing();
        var slice = await sleeper.NextTimerAsync(Token);
        sleeper.Slept = TimeSpan.FromHours(8);
        Assert.False(held.IsHeld);

        sleeper.Advance(slice);
        await sleeper.NextTimerAsync(Token);

        Assert.True(held.IsHeld); // no other process acquired it in the meantime
    }

    [Fact]
    public async Task LookAsync_DocumentIsDamaged_NamesIt()
    {
        _store.Document = "{"u8.ToArray();
        var fault = await Assert.ThrowsAsync<UserException>(() => new StoreLease(_store, Place, _time).ReadAsync(Token));
        Assert.Contains("'runs/a/conductor.json' in the store is damaged", fault.Message, StringComparison.Ordinal);
    }

    private static LeaseHolder Holder(string name) => new() { Id = name, Host = $"host-{name}", ProcessId = 4711, Doing = "test" };

    private async Task<HeldLease> TakeAsync(string name)
    {
        var lease = new StoreLease(_store, Place, _time);
        return (await lease.TryAcquireAsync(await lease.ReadAsync(Token), Holder(name), Options, Token))!;
    }

    private static Task LostAsync(HeldLease held)
    {
        var lost = new TaskCompletionSource();
        held.Lost.Register(lost.SetResult);
        return lost.Task.WaitAsync(Token);
    }

    private sealed class SleepingTime(DateTimeOffset start) : SteppedTime(start)
    {
        public TimeSpan Slept { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Slept;
    }

    private sealed class OneDocumentStore() : DelegatingArtifactStore(new DiskStore("nowhere"))
    {
        public byte[]? Document { get; set; }

        public bool IsGone { get; set; }

        public int Failures { get; private set; }

        public override Task<StoreVersion?> TryReadVersionAsync(StorePath path, CancellationToken cancellationToken = default) =>
            Task.FromResult(Document is null ? null : new StoreVersion(Document, Hashing.Sha256(Document)));

        public override Task<string?> TryReplaceAsync(StorePath path, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellationToken = default)
        {
            if (IsGone)
            {
                Failures++;
                return Task.FromException<string?>(new StoreException("the store is gone"));
            }

            if ((Document is null ? null : Hashing.Sha256(Document)) != tag)
                return Task.FromResult<string?>(null);
            Document = content.ToArray();
            return Task.FromResult<string?>(Hashing.Sha256(Document));
        }
    }
}
