using MuBench.Hub;
using MuBench.Retries;

namespace MuBench.Tests.Hub;

public sealed class TransferRetryTests
{
    private readonly DownloadProgressTracker _board = new();

    [Fact]
    public async Task RunAsync_CancelledWhileAnAttemptFails_IsCancelled()
    {
        using var source = new CancellationTokenSource();
        var retry = new TransferRetry(new RetryOptions(), TimeProvider.System, _board);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => retry.RunAsync(
            "a.arrow",
            5,
            async _ =>
            {
                await source.CancelAsync();
                throw new TransferException("the connection broke");
            },
            hasProgressed: null,
            source.Token));
    }

    [Fact]
    public async Task RunAsync_ProgressBetweenFailures_CountsFailuresFromOneAgain()
    {
        var retry = new TransferRetry(new RetryOptions { BaseDelay = TimeSpan.Zero }, TimeProvider.System, _board);
        var attempts = 0;

        var fault = await Assert.ThrowsAsync<UserException>(() => retry.RunAsync(
            "a.arrow", 3, _ => throw new TransferException($"attempt {++attempts} failed"), () => attempts == 2, TestContext.Current.CancellationToken));

        Assert.Contains("attempt 4 failed, 3 times in a row", fault.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["a.arrow: attempt 1 failed; trying again in 0 s (1 of 2)", "a.arrow: attempt 2 failed; trying again in 0 s (1 of 2)", "a.arrow: attempt 3 failed; trying again in 0 s (2 of 2)"],
            _board.Snapshot().Notices);
    }
}
