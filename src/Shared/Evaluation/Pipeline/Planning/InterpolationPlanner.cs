using System.Text;
using MuBench.Datasets;
using MuBench.Json;
using MuBench.Manifests;
using MuBench.Naming;
using MuBench.Storage;

namespace MuBench.Pipeline.Planning;

/// <summary>Makes one model per α of an interpolation.</summary>
internal static class InterpolationPlanner
{
    /// <summary>Version of the mixing of weights. Raise it with every change to a mixture's bytes.</summary>
    public const int AlgorithmVersion = 1;

    private const string DatasetPrefix = "dataset:";

    /// <summary>The models of an interpolation, α ascending. Nothing is mixed yet: the key of a mixture is derived from its inputs.</summary>
    /// <exception cref="UserException">A folder does not exist, or the target names no source dataset.</exception>
    public static async Task<IReadOnlyList<PlannedModel>> PlanAsync(
        ModelManifest interpolation, ModelFolderHashes hashes, DatasetInfo dataset, ModelKeyContext context)
    {
        CheckTarget(interpolation, dataset);
        var start = await EndpointAsync(interpolation, 0, interpolation.Base!, hashes, context).ConfigureAwait(false);
        var end = await EndpointAsync(interpolation, 1, interpolation.Tuned!, hashes, context).ConfigureAwait(false);
        return [.. interpolation.Alphas!.Select(alpha => ModelAt(interpolation, new PlannedInterpolation(interpolation.Id, alpha, start, end), context))];
    }

    /// <summary>The content hash of a mixture, derived from its inputs without making it.</summary>
    public static string ContentSha256(PlannedInterpolation point) => Hashing.Sha256(Encoding.UTF8.GetBytes(
        $"interpolation {AlgorithmVersion}\n{point.Base.Sha256}\n{point.Tuned.Sha256}\n{InterpolationModels.TextOf(point.Alpha)}\n"));

    // At the ends the model is one of the two input models, so that it shares the response log of that model.
    private static PlannedModel ModelAt(ModelManifest interpolation, PlannedInterpolation point, ModelKeyContext context)
    {
        var (source, sha256) = point.Alpha switch
        {
            0 => (point.Base.Source, point.Base.Sha256),
            1 => (point.Tuned.Source, point.Tuned.Sha256),
            _ => (StoreLayout.InterpolatedModel(ContentSha256(point)).Value, ContentSha256(point)),
        };
        var model = InterpolationModels.ModelAt(interpolation, point.Alpha, source);
        return new PlannedModel(model, ModelKey.Of(model, context with { SourceSha256 = sha256 }), point);
    }

    private static async Task<PlannedEndpoint> EndpointAsync(
        ModelManifest interpolation, double alpha, string source, ModelFolderHashes hashes, ModelKeyContext context)
    {
        var sha256 = await hashes.OfAsync(source).ConfigureAwait(false);
        var model = InterpolationModels.ModelAt(interpolation, alpha, source);
        return new PlannedEndpoint(source, sha256, ModelKey.Of(model, context with { SourceSha256 = sha256 }));
    }

    private static void CheckTarget(ModelManifest interpolation, DatasetInfo dataset)
    {
        if (interpolation.Target is not { } target || !target.StartsWith(DatasetPrefix, StringComparison.Ordinal))
            return;
        var source = target[DatasetPrefix.Length..];
        if (!dataset.Counts.Sources.ContainsKey(source))
            throw new UserException($"Model '{interpolation.Id}': the target '{target}' names no source dataset of '{dataset.Name}'. {NearestNames.Question(source, dataset.Counts.Sources.Keys)}");
    }
}
