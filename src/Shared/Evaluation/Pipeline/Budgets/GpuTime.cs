using MuBench.Manifests;
using MuBench.Models.Servers;
using MuBench.Responses;
using MuBench.Scoring;

namespace MuBench.Pipeline.Budgets;

/// <summary>How long a model's own server was up for a run, and when it was last.</summary>
/// <param name="Seconds">GPU-seconds, the warm time after each stretch included.</param>
/// <param name="LastUp">The end of the last stretch, without its warm time; null where there was none.</param>
internal sealed record GpuTime(double Seconds, DateTimeOffset? LastUp)
{
    /// <summary>Counts it from the wakes that were written down and from when answers came.</summary>
    public static GpuTime Of(GpuManifest gpu, IReadOnlyList<WakeRecord> wakes, IEnumerable<ResponsePeriod> answers)
    {
        var waits = wakes.Select(wake => new ResponsePeriod(wake.StartedAt, wake.ReadyAt ?? wake.TriedAt));
        // It stays up that long after each stretch; stretches closer than that are one.
        var up = ResponsePeriods.Union(waits.Concat(answers), TimeSpan.FromSeconds(gpu.WarmSeconds));
        return new GpuTime(up.Sum(period => (period.To - period.From).TotalSeconds + gpu.WarmSeconds), up.Count == 0 ? null : up.Max(period => period.To));
    }

    /// <summary>What it costs; null where no price is given.</summary>
    public decimal? UsdAt(GpuManifest gpu) => gpu.UsdPerHour is { } price ? Math.Round(price * (decimal)Seconds / 3600, 6) : null;
}
