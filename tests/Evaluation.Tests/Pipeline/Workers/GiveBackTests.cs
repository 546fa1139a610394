using Microsoft.Extensions.Time.Testing;
using MuBench.Pipeline.Workers;

namespace MuBench.Tests.Pipeline.Workers;

/// <summary>When a worker gives calls back to a host that stops.</summary>
public sealed class GiveBackTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly WorkerOptions _options = new();

    [Fact]
    public async Task GiveBack_TheHostStops_WaitsForTheCallsInProgressAndUntilNoFurtherMessageIsTaken()
    {
        using var stopping = new CancellationTokenSource();
        var host = new StoppingHost(_time, _options);
        await using var watched = host.Watch(stopping.Token);
        Assert.False(host.IsStopping);
        await stopping.CancelAsync();
        Assert.True(host.IsStopping);
        var inProgress = new TaskCompletionSource();

        var late = host.GiveBackAsync(inProgress.Task);
        _time.Advance(_options.HandBack);
        Assert.False(late.IsCompleted);
        inProgress.SetException(new OperationCanceledException());
        _time.Advance(_options.HandBack / 2);
        Assert.False(late.IsCompleted);

        _time.Advance(_options.HandBack);
        await Assert.ThrowsAsync<OperationCanceledException>(() => late);
        _time.Advance(_options.Drain);
        Assert.False(host.IsStopping); // it did not stop after all
    }
}
