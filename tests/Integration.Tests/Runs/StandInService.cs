using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Workers;
using MuBench.Secrets;
using MuBench.Storage;

namespace MuBench.Tests.Runs;

/// <summary>
/// Handles uploaded manifests in this process as the service does: accepts a manifest and evaluates its run with one worker.
/// </summary>
internal sealed class StandInService : IAsyncDisposable
{
    private readonly PipelineContext _context;
    private readonly RunWorker _worker;

    /// <summary>Creates a service on a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="allowed">The allowed endpoints in addition to those of the providers.</param>
    public StandInService(IArtifactStore store, string? allowed = "http://127.0.0.1:*")
    {
        _context = new PipelineContext(store, new SecretResolver(_ => null), EndpointPolicy.ForService(allowed), TimeProvider.System);
        _worker = new RunWorker(_context, new WorkerOptions { Interval = TimeSpan.FromMilliseconds(300) });
        Statuses = new RunStatusStore(_context);
    }

    public RunStatusStore Statuses { get; }

    /// <summary>Accepts an upload as soon as it exists, or is newer than a given time.</summary>
    public async Task<IntakeResult> AcceptAsync(string name, DateTimeOffset? after = null)
    {
        var upload = StoreLayout.Manifest(name);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await _context.Store.TryStatAsync(upload, late.Token) is not { } item || item.LastModified <= after)
            await Task.Delay(50, late.Token);
        return (await new ManifestIntake(_context).TryAcceptUploadAsync(upload, late.Token))!;
    }

    /// <summary>Evaluates a run until its report is written or the attempt ends.</summary>
    public async Task ConductAsync(string runId, string attempt)
    {
        var request = new RunRequest(runId, attempt);
        try
        {
            var run = await _worker.BeginAsync(request);
            for (var model = 0; model < run.Models; model++)
            {
                if (!await ModelAsync(request, model))
                    return;
            }

            await _worker.ReportAsync(request);
        }
        catch (UserException fault)
        {
            await _worker.FailAsync(request, fault.Message);
        }
    }

    public ValueTask DisposeAsync() => _worker.DisposeAsync();

    private async Task<bool> ModelAsync(RunRequest run, int model)
    {
        for (var (pass, passes) = (0, 1); pass < passes; pass++)
        {
            var request = new PassRequest(run.RunId, run.Attempt, model, pass);
            var prepared = await _worker.PrepareAsync(request);
            passes = prepared.Passes;
            if (prepared.Cancelled)
                return false;
            var stopReason = prepared.StopReason;
            for (var span = 0; span < prepared.Spans && stopReason is null; span++)
            {
                var result = await _worker.EvaluateAsync(new SpanRequest(run.RunId, run.Attempt, prepared.ModelId, span));
                if (result.Cancelled)
                    return false;
                stopReason = result.StopReason;
            }

            await _worker.ScoreAsync(request with { StopReason = stopReason });
        }

        return true;
    }
}
