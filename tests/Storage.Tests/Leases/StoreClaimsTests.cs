using Microsoft.Extensions.Time.Testing;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Storage.Leases;
using MuBench.TestUtils;

namespace MuBench.Tests.Storage.Leases;

public sealed class StoreClaimsTests : IDisposable
{
    private static readonly StorePath Claim = StorePath.Parse("claims/model/00017.json");
    private static readonly LeaseOptions Options = new() { Duration = TimeSpan.FromSeconds(10) };

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 3, 12, 0, 0, TimeSpan.Zero));
    private readonly DiskStore _store;

    public StoreClaimsTests() => _store = new DiskStore(_folder.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TryTakeAsync_AnotherHolderHasIt_IsRefusedUntilItIsReleased()
    {
        var (one, two) = (new StoreClaims(_store, _time), new StoreClaims(_store, _time));
        await using var first = await HoldAsync("workers/one.json");
        await using var second = await HoldAsync("workers/two.json");

        var taken = await one.TryTakeAsync(Claim, first, Token);

        Assert.Equal(1, taken!.Generation);
        Assert.Null(await two.TryTakeAsync(Claim, second, Token));
        Assert.Null(await one.TryTakeAsync(Claim, first, Token)); // other work of the same process
        await taken.DisposeAsync();
        Assert.Equal(2, (await two.TryTakeAsync(Claim, second, Token))!.Generation);
    }

    [Fact]
    public async Task TryTakeAsync_ManyAtOnce_OneGetsIt()
    {
        var holders = new List<HeldLease>();
        for (var holder = 0; holder < 8; holder++)
            holders.Add(await HoldAsync($"workers/{holder}.json"));

        var taken = await Task.WhenAll(holders.Select(holder => new StoreClaims(_store, _time).TryTakeAsync(Claim, holder, Token)));

        Assert.Single(taken, claim => claim is not null);
        foreach (var holder in holders)
            await holder.DisposeAsync();
    }

    [Fact]
    public async Task TryTakeAsync_HolderReleasedItsLease_IsTakenAtOnce()
    {
        var first = await HoldAsync("workers/one.json");
        Assert.NotNull(await new StoreClaims(_store, _time).TryTakeAsync(Claim, first, Token));
        await first.DisposeAsync();
        await using var second = await HoldAsync("workers/two.json");

        Assert.NotNull(await new StoreClaims(_store, _time).TryTakeAsync(Claim, second, Token));
    }

    [Fact]
    public async Task TryTakeAsync_HolderDoesNotRenew_IsTakenAfterItsTimeAndTheHolderNotices()
    {
        var claims = new StoreClaims(_store, _time);
        await using var silent = await HoldAsync("workers/one.json");
        Assert.NotNull(await new StoreClaims(_store, _time).TryTakeAsync(Claim, silent, Token));
        await using var second = await HoldAsync("workers/two.json");
        Assert.Null(await claims.TryTakeAsync(Claim, second, Token));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.True(await second.RenewAsync(Token));
        Assert.Null(await claims.TryTakeAsync(Claim, second, Token));

        _time.Advance(TimeSpan.FromSeconds(2));
        var taken = await claims.TryTakeAsync(Claim, second, Token);

        Assert.Equal(2, taken!.Generation);
        Assert.False(await silent.RenewAsync(Token));
        Assert.True(silent.Lost.IsCancellationRequested);
        Assert.Null(await new StoreClaims(_store, _time).TryTakeAsync(Claim, silent, Token));
    }

    [Fact]
    public async Task TryTakeAsync_ClaimThatCouldNotBeReleased_IsTakenAgainByItsHolder()
    {
        await using var holder = await HoldAsync("workers/one.json");
        Assert.NotNull(await new StoreClaims(_store, _time).TryTakeAsync(Claim, holder, Token));

        Assert.Equal(2, (await new StoreClaims(_store, _time).TryTakeAsync(Claim, holder, Token))!.Generation);
    }

    private async Task<HeldLease> HoldAsync(string path)
    {
        var lease = new StoreLease(_store, StorePath.Parse(path), _time);
        return (await lease.TryAcquireAsync(await lease.ReadAsync(Token), LeaseHolder.ForThisProcess("a test"), Options, Token))!;
    }
}
