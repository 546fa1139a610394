using MuBench.Storage;
using MuBench.Storage.Leases;

namespace MuBench.Tests.Storage;

/// <summary>The behaviour that a lease must have on every store.</summary>
public abstract partial class LeaseContract
{
    private static readonly StorePath Place = StorePath.Parse("runs/a-12345678/conductor.json");

    private static readonly LeaseOptions Options = new();

    private readonly SteppedTime _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens the test's store; each call returns another instance on the same content.</summary>
    protected abstract Task<IArtifactStore> OpenAsync();

    // A process of another machine, whose end can only be inferred from the lease's duration.
    private static LeaseHolder Holder(string name) => new() { Id = name, Host = $"host-{name}", ProcessId = 4711, Doing = "mubench run manifest.json" };

    private async Task<StoreLease> LeaseAsync(TimeProvider? time = null) => new(await OpenAsync(), Place, time ?? _time);

    private async Task<HeldLease> TakeAsync(string name, TimeProvider? time = null)
    {
        var lease = await LeaseAsync(time);
        return (await lease.TryAcquireAsync(await lease.ReadAsync(Token), Holder(name), Options, Token))!;
    }
}
