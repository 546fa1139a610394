using Microsoft.Extensions.Time.Testing;
using MuBench.Models;
using MuBench.Throttling;

namespace MuBench.Tests.Throttling;

public sealed class EndpointGateTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ModelProgress _progress = new("m", 10);

    [Fact]
    public async Task Enter_PastTheBound_WaitsForALeaver()
    {
        using var gate = new EndpointGate(1, _time);
        await gate.EnterAsync(_progress, TestContext.Current.CancellationToken);

        var second = gate.EnterAsync(_progress, TestContext.Current.CancellationToken).AsTask();
        Assert.False(second.IsCompleted);
        gate.Leave(_progress);
        await second;

        Assert.Equal(1, _progress.InFlight);
    }

    [Fact]
    public async Task Enter_WhilePaused_TakesNoSlotAndWaitsUntilThen()
    {
        using var gate = new EndpointGate(1, _time);
        gate.PauseUntil(_time.GetUtcNow().AddSeconds(10), _progress);

        var entering = gate.EnterAsync(_progress, TestContext.Current.CancellationToken).AsTask();
        Assert.Equal((0, 1), (_progress.InFlight, _progress.Waiting));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(entering.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        await entering;

        Assert.Equal((1, 0), (_progress.InFlight, _progress.Waiting));
    }

    [Fact]
    public async Task Pause_SetWhileOthersQueue_HoldsThemToo()
    {
        using var gate = new EndpointGate(1, _time);
        await gate.EnterAsync(_progress, TestContext.Current.CancellationToken);
        var second = gate.EnterAsync(_progress, TestContext.Current.CancellationToken).AsTask();

        gate.PauseUntil(_time.GetUtcNow().AddSeconds(10), _progress);
        gate.Leave(_progress);
        await Task.Yield();
        Assert.False(second.IsCompleted);
        while (!second.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(_time.GetUtcNow() >= _progress.WaitingUntil);
    }

    [Fact]
    public void PauseUntil_EarlierThanOneSet_IsIgnored()
    {
        using var gate = new EndpointGate(1, _time);
        var late = _time.GetUtcNow().AddMinutes(1);
        gate.PauseUntil(late, _progress);
        gate.PauseUntil(_time.GetUtcNow().AddSeconds(1), _progress);

        Assert.Equal(late, _progress.WaitingUntil);
    }

    [Fact]
    public async Task Enter_Cancelled_LeavesNothingBehind()
    {
        using var gate = new EndpointGate(1, _time);
        gate.PauseUntil(_time.GetUtcNow().AddMinutes(1), _progress);
        using var cancel = new CancellationTokenSource();

        var entering = gate.EnterAsync(_progress, cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entering);
        Assert.Equal((0, 0), (_progress.InFlight, _progress.Waiting));
    }
}
