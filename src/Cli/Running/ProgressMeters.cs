using MuBench.Pipeline.Progress;
using MuBench.Throttling;

namespace MuBench.Cli.Running;

/// <summary>The counters of the models of a run in this process, with their rates.</summary>
internal sealed class ProgressMeters(IReadOnlyList<ModelProgress> progress, TimeProvider time)
{
    private readonly List<RateMeter> _meters = [.. progress.Select(model => new RateMeter(model, time))];
    private readonly Lock _lock = new();

    /// <summary>Reads the status of the models.</summary>
    public IReadOnlyList<ModelStatus> Read()
    {
        // The display and the status file read independently.
        lock (_lock)
            return [.. progress.Zip(_meters, (model, meter) => ModelStatus.Of(model, meter.PerSecond()))];
    }
}
