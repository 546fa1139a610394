using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Scoring;
using MuBench.Scoring.Interpolation;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;
using MuBench.Storage;

namespace MuBench.Pipeline.Reporting;

/// <summary>The interpolations of a run for its report.</summary>
internal static class RunInterpolations
{
    /// <summary>Analyses every interpolation of the manifest.</summary>
    public static async Task<IReadOnlyList<ReportInterpolation>> AnalyzeAsync(
        IArtifactStore store, RunPlan plan, DatasetReader reader, QuestionTable questions, IReadOnlyList<ModelScores> models, CancellationToken cancellationToken)
    {
        var interpolations = plan.Manifest.Models.Where(model => model.Kind == ModelKinds.Interpolation).ToList();
        if (interpolations.Count == 0)
            return [];
        var benchmark = plan.Manifest.Benchmark;
        var choosing = HeldOutSplit.Choose(await ImagesAsync(plan, reader, cancellationToken).ConfigureAwait(false), benchmark.Seed);
        var analysis = new InterpolationAnalysis(questions, choosing, benchmark.Protocol, benchmark.Seed);
        var analyzed = new List<ReportInterpolation>();
        foreach (var interpolation in interpolations)
        {
            var own = plan.Models.Where(model => model.Interpolation?.Id == interpolation.Id).ToList();
            var result = analysis.Analyze(
                interpolation.Id, (interpolation.Base!, interpolation.Tuned!), interpolation.Target, Points(plan, own, models, benchmark.Protocol));
            analyzed.Add(result with { Notes = [.. result.Notes, .. await NotesAsync(store, own, cancellationToken).ConfigureAwait(false)] });
        }

        return analyzed;
    }

    /// <summary>
    /// The interpolation's own models, and at its ends any other model of the run with the same key, because its
    /// responses are the same.
    /// </summary>
    private static List<InterpolationPoint> Points(RunPlan plan, List<PlannedModel> own, IReadOnlyList<ModelScores> models, string protocol)
    {
        var points = own.ToDictionary(model => model.Interpolation!.Alpha);
        foreach (var (alpha, key) in new[] { (0.0, own[0].Interpolation!.Base.Key), (1.0, own[0].Interpolation!.Tuned.Key) })
            if (plan.Models.FirstOrDefault(model => model.Key == key) is { } same)
                points.TryAdd(alpha, same);
        var scores = models.ToDictionary(model => model.Id, StringComparer.Ordinal);
        return [.. points.OrderBy(point => point.Key).Select(point => PointOf(point.Key, scores[point.Value.Manifest.Id], protocol))];
    }

    private static InterpolationPoint PointOf(double alpha, ModelScores scores, string protocol) =>
        new(alpha, scores.Id, scores.Void ? null : OutcomeBytes.Read(scores.Items[protocol]));

    private static async Task<List<HeldOutSplit.Image>> ImagesAsync(RunPlan plan, DatasetReader reader, CancellationToken cancellationToken)
    {
        var images = new List<HeldOutSplit.Image>(plan.Images);
        foreach (var shard in plan.Shards)
        {
            foreach (var image in shard.Select(await reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false)))
                images.Add(new HeldOutSplit.Image(image.Row, image.ContentSha256, image.Source, image.LabelName));
        }

        return images;
    }

    private static async Task<IReadOnlyList<string>> NotesAsync(IArtifactStore store, List<PlannedModel> own, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        foreach (var point in own.Select(model => model.Interpolation!).Where(point => point.IsMixture))
        {
            if (await InterpolatedFolder.TryReadInfoAsync(store, point, cancellationToken).ConfigureAwait(false) is { } info)
                notes.AddRange(info.Notes);
        }

        return [.. notes.Distinct(StringComparer.Ordinal)];
    }
}
