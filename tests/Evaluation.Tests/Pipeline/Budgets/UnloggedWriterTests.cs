using MuBench.Money;
using MuBench.Pipeline.Budgets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Pipeline.Budgets;

public sealed class UnloggedWriterTests : IDisposable
{
    private readonly MuBench.Tests.Storage.StorageTestFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    // A killed process closes nothing.
    [Fact]
    public async Task Add_BeforeTheEnd_IsInTheStore()
    {
        var store = new WatchedStore(new DiskStore(_folder.Path));
        var account = new BudgetAccount(new BudgetLedger(10m), null, new UnloggedWriter(store, "run", "m", 0, _ => { }).Add);
        (await account.ReserveAsync(1m, Token))!.Settle(0.5m);
        (await account.ReserveAsync(2m, Token))!.Forfeit();

        await store.Appended.Task.WaitAsync(Token);

        Assert.Equal(2m, await SpendingStore.ReadAsync(store, "run", "m", 0, Token));
    }

    [Fact]
    public async Task CloseAsync_StoreWasOutOfReachMeanwhile_WritesEverythingOnce()
    {
        var store = new WatchedStore(new DiskStore(_folder.Path)) { IsGone = true };
        var writer = new UnloggedWriter(store, "run", "m", 0, _ => { });
        for (var i = 0; i < 10; i++)
            writer.Add(0.1m);
        await Assert.ThrowsAsync<StoreException>(() => writer.CloseAsync(Token));
        store.IsGone = false;
        writer.Add(1m);
        await writer.CloseAsync(Token);

        Assert.Equal(2m, await SpendingStore.ReadAsync(store, "run", "m", 0, Token));
    }

    private sealed class WatchedStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        public TaskCompletionSource Appended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsGone { get; set; }

        public override async Task AppendAsync(StorePath path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken = default)
        {
            if (IsGone)
                throw new StoreException("the store is gone");
            await base.AppendAsync(path, lines, cancellationToken);
            Appended.TrySetResult();
        }
    }
}
