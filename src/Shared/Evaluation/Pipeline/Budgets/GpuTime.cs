using MuBench.Manifests;
using MuBench.Models.Servers;
using MuBench.Responses;
using MuBench.Scoring;

namespace MuBench.Pipeline.Budgets;

/// <summary>How long a model's own server was up for a run, and until when.</summary>
/// <param name="Seconds">GPU-seconds, including the warm time after each period.</param>
/// <param name="LastUp">The end of the last period, without its warm time; null if there was none.</param>
internal sealed record GpuTime(double Seconds, DateTimeOffset? LastUp)
{
    /// <summary>Computes it from the recorded wakes and the times of responses.</summary>
    public static GpuTime Of(GpuManifest gpu, IReadOnlyList<WakeRecord> wakes, IEnumerable<ResponsePeriod> responses)
    {
        var waits = wakes.Select(wake => new ResponsePeriod(wake.StartedAt, wake.ReadyAt ?? wake.TriedAt));
        // The server stays up this long after each period; periods with a smaller gap count as one.
        var up = ResponsePeriods.Union(waits.Concat(responses), TimeSpan.FromSeconds(gpu.WarmSeconds));
        return new GpuTime(up.Sum(period => (period.To - period.From).TotalSeconds + gpu.WarmSeconds), up.Count == 0 ? null : up.Max(period => period.To));
    }

    /// <summary>Its cost; null without a price.</summary>
    public decimal? UsdAt(GpuManifest gpu) => gpu.UsdPerHour is { } price ? Math.Round(price * (decimal)Seconds / 3600, 6) : null;
}
