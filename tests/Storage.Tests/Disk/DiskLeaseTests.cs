using System.Diagnostics;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Storage.Leases;

namespace MuBench.Tests.Storage.Disk;

public sealed class DiskLeaseTests : LeaseContract, IDisposable
{
    private readonly StorageTestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override Task<IArtifactStore> OpenAsync() => Task.FromResult<IArtifactStore>(new DiskStore(_folder.Path));

    [Fact]
    public async Task LookAsync_HolderOfThisMachineWasKilled_IsAbandonedAtOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells processes apart beyond their numbers.");
        var token = TestContext.Current.CancellationToken;
        using var process = Process.Start("sleep", "600");
        var holder = new LeaseHolder
        {
            Id = "a", Host = Environment.MachineName, ProcessId = process.Id, Doing = "sleep", Instance = ProcessInstance.TryGet(process.Id),
        };
        Assert.NotNull(holder.Instance);
        var lease = new StoreLease(await OpenAsync(), StorePath.Parse("runs/a/conductor.json"), TimeProvider.System);
        await using var held = await lease.TryAcquireAsync(await lease.ReadAsync(token), holder, new LeaseOptions(), token);
        Assert.True((await lease.ReadAsync(token)).IsHeld);

        process.Kill();
        await process.WaitForExitAsync(token);

        var snapshot = await lease.ReadAsync(token);
        Assert.Equal(LeaseState.Abandoned, snapshot.State);
        await using var next = await lease.TryAcquireAsync(snapshot, LeaseHolder.ForThisProcess("test"), new LeaseOptions(), token);
        Assert.Equal(2, next!.Generation);
        Assert.True((await lease.ReadAsync(token)).IsHeld); // this process is running
    }

    [Theory]
    [InlineData("another-boot/pid:[4026531836]/1")]
    [InlineData(null)]
    public void IsGone_ProcessOfAnotherMachineOrUnknown_IsNotKnown(string? instance) =>
        Assert.False(ProcessInstance.IsGone(int.MaxValue, instance));

    [Fact]
    public void IsGone_NumberGivenAgain_IsGone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells processes apart beyond their numbers.");
        var here = ProcessInstance.TryGet(Environment.ProcessId)!;
        Assert.False(ProcessInstance.IsGone(Environment.ProcessId, here));
        Assert.True(ProcessInstance.IsGone(Environment.ProcessId, here + "1"));
    }

    [Fact]
    public async Task TryReplaceAsync_AnotherProcessHoldsTheLock_Waits()
    {
        var token = TestContext.Current.CancellationToken;
        var store = await OpenAsync();
        var path = StorePath.Parse("runs/a/conductor.json");
        var tag = await store.TryReplaceAsync(path, "one"u8.ToArray(), null, token);
        Task<string?> replacing;
        using (File.Open(Path.Join(_folder.Path, "runs", "a", ".mubench-conductor.json.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            replacing = store.TryReplaceAsync(path, "two"u8.ToArray(), tag, token);
            Assert.False(replacing.IsCompleted);
        }

        Assert.NotNull(await replacing);
    }
}
