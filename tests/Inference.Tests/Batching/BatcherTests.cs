using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using MuBench.Inference.Batching;

namespace MuBench.Tests.Batching;

public sealed class BatcherTests : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    private readonly FakeTimeProvider _time = new();
    private readonly Device _device = new(1);
    private readonly ConcurrentQueue<int[]> _passes = new();
    private readonly ConcurrentQueue<int> _released = new();
    private int _abandoned;

    public ValueTask DisposeAsync()
    {
        _device.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Add_AsManyAsAPassTakes_RunAtOnceInOnePass()
    {
        await using var batcher = Batcher();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(item => batcher.AddAsync(item, TestContext.Current.CancellationToken)));

        Assert.Equal([0, 10, 20, 30], results);
        Assert.Equal([0, 1, 2, 3], Assert.Single(_passes).Order());
    }

    [Fact]
    public async Task Add_Fewer_WaitForTheDelayAndNoLonger()
    {
        await using var batcher = Batcher();
        var result = batcher.AddAsync(7, TestContext.Current.CancellationToken);

        _time.Advance(Delay / 2);
        Assert.Empty(_passes);
        // The loop may read the clock only after the test advanced it; then it waits for the rest of the delay.
        while (!result.IsCompleted)
        {
            _time.Advance(Delay);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Equal(70, await result);
    }

    [Fact]
    public async Task Add_WhileTheDeviceIsBusy_GoTogetherNext()
    {
        await using var batcher = Batcher();
        var busy = await _device.EnterAsync();
        var first = Enumerable.Range(0, 4).Select(item => batcher.AddAsync(item, TestContext.Current.CancellationToken)).ToList();
        var second = Enumerable.Range(4, 3).Select(item => batcher.AddAsync(item, TestContext.Current.CancellationToken)).ToList();

        busy.Dispose();
        await Task.WhenAll(first);
        while (!Task.WhenAll(second).IsCompleted)
        {
            _time.Advance(Delay);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Equal([4, 3], _passes.Select(pass => pass.Length));
    }

    [Fact]
    public async Task Add_Abandoned_IsInNoPassAndIsFreed()
    {
        await using var batcher = Batcher();
        using var gone = new CancellationTokenSource();
        var busy = await _device.EnterAsync();
        var abandoned = batcher.AddAsync(1, gone.Token);
        var others = Enumerable.Range(2, 3).Select(item => batcher.AddAsync(item, TestContext.Current.CancellationToken)).ToList();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        busy.Dispose();
        while (!Task.WhenAll(others).IsCompleted)
        {
            _time.Advance(Delay);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await batcher.DisposeAsync();
        Assert.DoesNotContain(1, _passes.SelectMany(pass => pass));
        Assert.Equal(1, _abandoned);
        Assert.Equal([1, 2, 3, 4], _released.Order());
    }

    [Fact]
    public async Task Run_OneBadItem_FailsAloneAndAllAreFreed()
    {
        await using var batcher = Batcher(item => item == 2 ? throw new InvalidOperationException("bad") : item * 10);

        var results = Enumerable.Range(0, 4).Select(item => batcher.AddAsync(item, TestContext.Current.CancellationToken)).ToList();

        await Assert.ThrowsAsync<InvalidOperationException>(() => results[2]);
        var others = await Task.WhenAll(results[0], results[1], results[3]);
        Assert.Equal([0, 10, 30], others);
        await batcher.DisposeAsync();
        Assert.Equal([0, 1, 2, 3], _released.Order());
    }

    [Fact]
    public async Task Dispose_WhatWaits_IsAnsweredFirst()
    {
        var batcher = Batcher();
        var waiting = Enumerable.Range(0, 7).Select(item => batcher.AddAsync(item, TestContext.Current.CancellationToken)).ToList();

        var ending = batcher.DisposeAsync();

        Assert.Equal(7, (await Task.WhenAll(waiting)).Length);
        await ending;
        await Assert.ThrowsAsync<InvalidOperationException>(() => batcher.AddAsync(8, TestContext.Current.CancellationToken));
    }

    /// <summary>A pass takes as long as its items, but at least as long as two, as on a processor.</summary>
    [Fact]
    public async Task Add_MoreThanAreAnsweredSoonest_RunInSmallerPassesInTheirOrder()
    {
        await using var batcher = Batcher(pass: items => _time.Advance(TimeSpan.FromMilliseconds(10 * Math.Max(2, items))), delay: TimeSpan.Zero);

        foreach (var items in (int[])[2, 4, 4])
        {
            var busy = await _device.EnterAsync();
            var results = Enumerable.Range(0, items).Select(item => batcher.AddAsync(item, TestContext.Current.CancellationToken)).ToList();
            busy.Dispose();
            await Task.WhenAll(results);
        }

        Assert.Equal([[0, 1], [0, 1, 2, 3], [0, 1], [2, 3]], _passes);
    }

    private Batcher<int, int> Batcher(Func<int, int>? each = null, Action<int>? pass = null, TimeSpan? delay = null) => new(
        items =>
        {
            _passes.Enqueue([.. items]);
            pass?.Invoke(items.Count);
            return [.. items.Select(each ?? (item => item * 10))];
        },
        _released.Enqueue,
        new BatchSettings(4, delay ?? Delay, _device, new BatchObserver(_ => { }, (_, _) => { }, () => Interlocked.Increment(ref _abandoned)), _time));
}
