using System.Globalization;
using MuBench.Manifests;
using MuBench.Models.Servers;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Planning;
using MuBench.Reports.Documents;
using MuBench.Responses;
using MuBench.Scoring;
using MuBench.Scoring.Results;
using MuBench.Storage;

namespace MuBench.Pipeline.Evaluating;

/// <summary>Computes the use of a model's own server in a run from the recorded wakes and the times of responses.</summary>
internal static class GpuUsage
{
    /// <summary>The use of every model with its own server, by model id.</summary>
    /// <param name="store">The store.</param>
    /// <param name="plan">The run.</param>
    /// <param name="scores">The scores of all models and passes, in the plan's order.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<IReadOnlyDictionary<string, ReportGpu>> ReadAsync(
        IArtifactStore store, RunPlan plan, IReadOnlyList<ModelScores> scores, CancellationToken cancellationToken)
    {
        var use = new Dictionary<string, ReportGpu>(StringComparer.Ordinal);
        foreach (var model in plan.Models.Where(model => model is { Pass: null, Manifest.Gpu: not null }))
        {
            var id = model.Manifest.Id;
            var wakes = await new WakeLog(store, plan.RunId, id).ReadAsync(cancellationToken).ConfigureAwait(false);
            var responses = plan.Models.Zip(scores)
                .Where(pair => pair.First.ModelId == id)
                .SelectMany(pair => pair.Second.AnswerPeriods ?? []);
            if (wakes.Count > 0)
                use[id] = Of(model.Manifest.Gpu!, wakes, responses);
        }

        return use;
    }

    /// <summary>The use of one server.</summary>
    public static ReportGpu Of(GpuManifest gpu, IReadOnlyList<WakeRecord> wakes, IEnumerable<ResponsePeriod> responses)
    {
        var time = GpuTime.Of(gpu, wakes, responses);
        var cold = wakes.Where(wake => wake.WasDown).ToList();
        return new ReportGpu
        {
            ColdStarts = cold.Count(wake => wake.ReadyAt is not null),
            ColdStartSeconds = Math.Round(cold.Sum(wake => ((wake.ReadyAt ?? wake.TriedAt) - wake.StartedAt).TotalSeconds), 1),
            CanarySeconds = wakes.FirstOrDefault(wake => wake.CanarySeconds is not null)?.CanarySeconds,
            GpuSeconds = Math.Round(time.Seconds, 1),
            Usd = time.UsdAt(gpu),
            Servers = [.. wakes.Select(wake => wake.Server?.ToString()).OfType<string>().Where(words => words.Length > 0).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>The lines of the report.</summary>
    public static IEnumerable<string> Notes(GpuManifest gpu, ReportGpu use)
    {
        yield return use.ColdStarts == 0
            ? "GPU server: ready at the first request" + CanaryOf(use)
            : Words($"GPU server: {use.ColdStarts:N0} cold start{(use.ColdStarts == 1 ? "" : "s")}, {use.ColdStartSeconds:N0} s in all") + CanaryOf(use);
        yield return Words($"GPU time: {use.GpuSeconds:N0} GPU-seconds ({use.GpuSeconds / 3600:0.00} h), {gpu.WarmSeconds:N0} s of warm time after each stretch of responses included")
            + (use.Usd is { } usd ? $": {ReportNumbers.Usd(usd)} at {ReportNumbers.Usd(gpu.UsdPerHour)} an hour." : "; the manifest has no price.");
        if (use.Servers.Count > 0)
            yield return $"GPU server, as it describes itself: {string.Join("; then ", use.Servers)}.";
    }

    private static string CanaryOf(ReportGpu use) => use.CanarySeconds is { } seconds ? Words($"; its first answer, to a canary question, took {seconds:0.0} s.") : ".";

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
