using MuBench.Cli.Running;
using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Cli.Running;

public sealed class ServiceWorkerWaitTests : IDisposable
{
    private const string Run = "job-1a2b3c4d";

    private readonly TemporaryFolder _folder = new();
    private readonly SteppedTime _time = new(new DateTimeOffset(2026, 11, 3, 12, 0, 0, TimeSpan.Zero));
    private readonly StringWriter _output = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitAsync_NoWorker_ReturnsAtOnceAndSaysNothing()
    {
        await WaitAsync(Token);

        Assert.Empty(_output.ToString());
    }

    [Fact]
    public async Task WaitAsync_WorkerStops_ReturnsThenAndSaysOnceWhatItWaitedFor()
    {
        await WriteWorkerAsync(_time.GetUtcNow());
        var waiting = WaitAsync(Token);
        await StepAsync(seconds: 3);
        var pause = await _time.NextTimerAsync(Token);
        Assert.False(waiting.IsCompleted);

        File.Delete(WorkerFile);
        _time.Advance(pause);

        await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal(
            "Workers of the service still have questions of run job-1a2b3c4d in flight. Waiting until they have stopped, so that no question is asked twice.",
            _output.ToString().Trim());
    }

    [Fact]
    public async Task WaitAsync_WorkerDied_ReturnsAfterTheSilenceOfItsLastUpdate()
    {
        await WriteWorkerAsync(_time.GetUtcNow() - TimeSpan.FromSeconds(10));
        var waiting = WaitAsync(Token);

        await StepAsync(seconds: 20);

        await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token);
    }

    [Fact]
    public async Task WaitAsync_DeadWorkersClockWasAhead_ReturnsAfterTheSilenceByThisClock()
    {
        await WriteWorkerAsync(_time.GetUtcNow() + TimeSpan.FromHours(1));
        var waiting = WaitAsync(Token);

        await StepAsync(seconds: 30);

        await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token);
    }

    [Fact]
    public async Task WaitAsync_Cancelled_Ends()
    {
        await WriteWorkerAsync(_time.GetUtcNow());
        using var interrupted = new CancellationTokenSource();
        var waiting = WaitAsync(interrupted.Token);
        await _time.NextTimerAsync(Token);

        await interrupted.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(60), Token));
    }

    public void Dispose()
    {
        _output.Dispose();
        _folder.Dispose();
    }

    private string WorkerFile => Path.Combine(_folder.Path, StoreLayout.RunWorkers(Run).Value, "worker.json");

    private Task WaitAsync(CancellationToken cancellationToken) => new ServiceWorkerWait(
        new PipelineContext(new DiskStore(_folder.Path), new SecretResolver(_ => null), EndpointPolicy.ForService(null), _time), Run, _output).WaitAsync(cancellationToken);

    // Each second of the wait is one timer.
    private async Task StepAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
            _time.Advance(await _time.NextTimerAsync(Token));
    }

    private async Task WriteWorkerAsync(DateTimeOffset updatedAt)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(WorkerFile)!);
        var worker = new WorkerStatus { UpdatedAt = updatedAt, Open = [] };
        await File.WriteAllBytesAsync(WorkerFile, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(worker, PipelineJsonContext.Default.WorkerStatus), Token);
    }
}
